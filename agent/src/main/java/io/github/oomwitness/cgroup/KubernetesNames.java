// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Kubernetes calls a pod and its surroundings, as the pod's author has handed it down in environment variables (the
 * downward API). Nobody prescribes their names: those that manuals, charts and OpenTelemetry use are looked for.
 */
public record KubernetesNames(
        @Nullable String podName,
        @Nullable String podNamespace,
        @Nullable String node,
        @Nullable String containerName) {
    private static final KubernetesNames NONE = new KubernetesNames(null, null, null, null);

    /** In the order in which they are looked for. */
    private static final List<String> POD = List.of(
            "POD_NAME", "MY_POD_NAME", "K8S_POD_NAME", "KUBERNETES_POD_NAME", "OTEL_RESOURCE_ATTRIBUTES_POD_NAME");

    private static final List<String> NAMESPACE = List.of(
            "POD_NAMESPACE",
            "MY_POD_NAMESPACE",
            "K8S_NAMESPACE",
            "K8S_NAMESPACE_NAME",
            "K8S_POD_NAMESPACE",
            "KUBERNETES_NAMESPACE",
            "KUBERNETES_POD_NAMESPACE");
    private static final List<String> NODE = List.of(
            "NODE_NAME",
            "MY_NODE_NAME",
            "K8S_NODE_NAME",
            "KUBE_NODE_NAME",
            "KUBERNETES_NODE_NAME",
            "OTEL_RESOURCE_ATTRIBUTES_NODE_NAME");
    private static final List<String> CONTAINER =
            List.of("CONTAINER_NAME", "MY_CONTAINER_NAME", "K8S_CONTAINER_NAME", "KUBERNETES_CONTAINER_NAME");

    /** In every pod. */
    private static final String SIGN_OF_KUBERNETES = "KUBERNETES_SERVICE_HOST";

    private static final String OPEN_TELEMETRY = "OTEL_RESOURCE_ATTRIBUTES";

    public static KubernetesNames none() {
        return NONE;
    }

    /**
     * From the variables of a process.
     *
     * @param own what the process's cgroup and mounts have told. Some of the variables mean other things elsewhere, so they
     *     count only where there is a sign of Kubernetes
     */
    public static KubernetesNames of(Map<String, String> environment, ContainerIdentity own) {
        String pod = find(environment, POD, "k8s.pod.name");
        if (pod == null && own.podUid() == null && !environment.containsKey(SIGN_OF_KUBERNETES)) {
            return NONE;
        }
        return new KubernetesNames(
                pod,
                find(environment, NAMESPACE, "k8s.namespace.name"),
                find(environment, NODE, "k8s.node.name"),
                find(environment, CONTAINER, "k8s.container.name"));
    }

    /** What holds for all containers of the pod. */
    public KubernetesNames ofPod() {
        return new KubernetesNames(podName, podNamespace, node, null);
    }

    /** What holds for the whole machine. */
    public KubernetesNames ofNode() {
        return new KubernetesNames(null, null, node, null);
    }

    private static @Nullable String find(Map<String, String> environment, List<String> names, String attribute) {
        for (String name : names) {
            String value = environment.get(name);
            if (value != null && !value.isBlank()) {
                return value.strip();
            }
        }
        return attribute(environment.getOrDefault(OPEN_TELEMETRY, ""), attribute);
    }

    /** OpenTelemetry has a list of its own: name=value, joined by commas. */
    private static @Nullable String attribute(String list, String name) {
        for (String entry : list.split(",", -1)) {
            int separator = entry.indexOf('=');
            if (separator > 0 && entry.substring(0, separator).strip().equals(name)) {
                String value = entry.substring(separator + 1).strip();
                // Of what an operator writes, $(POD_NAME) may have been left as it was.
                return value.isEmpty() || value.startsWith("$(") ? null : value;
            }
        }
        return null;
    }
}
