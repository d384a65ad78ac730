// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import io.github.oomwitness.options.InvalidOptionException;
import io.github.oomwitness.options.OptionsParser;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Options of the agent, looked at before a JVM is bothered with them: by the agent's own parser. */
final class AgentOptionsConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
        try {
            OptionsParser.parse(text, new Properties(), Map.of());
            return text;
        } catch (InvalidOptionException wrong) {
            throw new TypeConversionException("nothing was attached: " + wrong.getMessage());
        }
    }
}
