// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bootapp;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Serves its actuator on a free port, which Spring Boot's own log names. */
@SpringBootApplication(proxyBeanMethods = false)
@SuppressWarnings("PrivateConstructorForUtilityClass") // Spring makes one of it
public class BootApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(BootApplication.class, arguments);
    }
}
