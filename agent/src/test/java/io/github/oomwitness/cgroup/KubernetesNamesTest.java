// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesNamesTest {
    private static final ContainerIdentity OF_A_POD =
            new ContainerIdentity(null, "0b2f2c3c-9d2c-4b57-8a0a-7c0f3b1f5e11", null);

    @ParameterizedTest
    @CsvSource({
        "POD_NAME, POD_NAMESPACE, NODE_NAME, CONTAINER_NAME",
        "MY_POD_NAME, MY_POD_NAMESPACE, MY_NODE_NAME, MY_CONTAINER_NAME",
        "K8S_POD_NAME, K8S_NAMESPACE_NAME, K8S_NODE_NAME, K8S_CONTAINER_NAME",
        "KUBERNETES_POD_NAME, KUBERNETES_NAMESPACE, KUBERNETES_NODE_NAME, KUBERNETES_CONTAINER_NAME"
    })
    void customaryVariablesAreTaken(String pod, String namespace, String node, String container) {
        Map<String, String> environment =
                Map.of(pod, "converter-0", namespace, "shop", node, "worker-3", container, "app");

        assertThat(KubernetesNames.of(environment, ContainerIdentity.none()))
                .isEqualTo(new KubernetesNames("converter-0", "shop", "worker-3", "app"));
    }

    @Test
    void openTelemetrysListIsTakenWhereNoVariableHasTheName() {
        Map<String, String> environment = Map.of(
                "POD_NAME",
                "converter-0",
                "OTEL_RESOURCE_ATTRIBUTES",
                "service.name=x, k8s.pod.name=other,k8s.namespace.name=shop,k8s.node.name=$(NODE),k8s.container.name=app");

        assertThat(KubernetesNames.of(environment, ContainerIdentity.none()))
                .isEqualTo(new KubernetesNames("converter-0", "shop", null, "app"));
    }

    /** A build server calls its machines so, too. */
    @Test
    void namesThatMeanSomethingElseOutsideOfKubernetesCountInAPodOnly() {
        Map<String, String> environment = Map.of("NODE_NAME", "built-in");

        assertThat(KubernetesNames.of(environment, ContainerIdentity.none())).isEqualTo(KubernetesNames.none());
        assertThat(KubernetesNames.of(environment, OF_A_POD).node()).isEqualTo("built-in");
        assertThat(KubernetesNames.of(
                                Map.of("NODE_NAME", "worker-3", "KUBERNETES_SERVICE_HOST", "10.0.0.1"),
                                ContainerIdentity.none())
                        .node())
                .isEqualTo("worker-3");
    }

    @Test
    void blankVariablesAreNone() {
        assertThat(KubernetesNames.of(Map.of("POD_NAME", " ", "POD_NAMESPACE", ""), OF_A_POD))
                .isEqualTo(KubernetesNames.none());
    }
}
