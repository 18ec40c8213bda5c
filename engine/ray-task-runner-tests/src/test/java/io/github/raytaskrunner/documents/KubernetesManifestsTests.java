/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.raytaskrunner.documents;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.raytaskrunner.autoconfigure.RayProperties;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.RayVersions;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of docs/kubernetes.md and what lies beside it: that the parts fit each other.
 */
class KubernetesManifestsTests {

	private static final Path DOCS = RayTestInstallation.projectFolder().resolve("docs");

	private static final Path FOLDER = DOCS.resolve("kubernetes");

	private static final String HEAD = "spec.headGroupSpec.template.spec.containers[0].";

	private static final String WORKER = "spec.workerGroupSpecs[0].template.spec.containers[0].";

	private static final String APPLICATION = "spec.template.spec.containers[0].";

	private static final int RAYS_FIRST_WORKER_PORT = 10002;

	private static final int RAYS_LAST_WORKER_PORT = 19999;

	private static final int FIRST_EPHEMERAL_PORT = 32768;

	private final List<Map<String, String>> clusterFile = manifests("ray-cluster.yaml");

	private final List<Map<String, String>> applicationFile = manifests("application.yaml");

	private final Map<String, String> cluster = manifest(this.clusterFile, "RayCluster", "demo");

	private final Map<String, String> headPolicy = manifest(this.clusterFile, "NetworkPolicy", "ray-head");

	private final Map<String, String> application = manifest(this.applicationFile, "Deployment", "demo-app");

	private final Map<String, String> settings = yaml(
			manifest(this.applicationFile, "ConfigMap", "demo-app").get("data.application.yaml"))
		.get(0);

	private final Map<String, String> tlsPatch = manifests("application-tls.yaml").get(0);

	@Test
	void everyManifestHasAKindOfAKnownVersion() {
		assertThat(Stream.of(this.clusterFile, this.applicationFile, List.of(this.tlsPatch)).flatMap(List::stream))
			.extracting((manifest) -> manifest.get("apiVersion") + " " + manifest.get("kind"))
			.isSubsetOf("ray.io/v1 RayCluster", "networking.k8s.io/v1 NetworkPolicy", "v1 ConfigMap",
					"apps/v1 Deployment", "v1 Service")
			.contains("ray.io/v1 RayCluster", "apps/v1 Deployment");
	}

	@Test
	void nodesRunTheImageOfTheDockerfileInTheClustersVersion() throws IOException {
		String dockerfile = Files.readString(FOLDER.resolve("Dockerfile"));
		String version = this.cluster.get("spec.rayVersion");
		assertThat(version).isEqualTo(RayVersions.NEWEST);
		assertThat(dockerfile).contains("FROM rayproject/ray:" + version + "\n")
			.containsPattern("FROM \\S+:17-jre-\\w+ AS java");
		assertThat(this.cluster.get(HEAD + "image")).isEqualTo(this.cluster.get(WORKER + "image"))
			.endsWith(":" + version + "-17");
		assertThat(page()).contains("docker build --tag " + this.cluster.get(HEAD + "image") + " docs/kubernetes");
	}

	@Test
	void applicationAddressesTheHeadsService() {
		assertThat(this.settings).containsEntry("ray.address",
				"http://%s-head-svc:%s".formatted(this.cluster.get("metadata.name"), port("dashboard")));
	}

	@Test
	void headAcceptsFromTheApplicationJustTheDashboardAndTheDriver() {
		String[] range = this.settings.get("ray.driver.port").split("-");
		assertThat(select(this.headPolicy, "spec.ingress")).isEqualTo(Map.of("[0].from[0].podSelector.matchLabels.app",
				this.application.get("spec.template.metadata.labels.app"), "[0].ports[0].protocol", "TCP",
				"[0].ports[0].port", port("dashboard"), "[0].ports[1].protocol", "TCP", "[0].ports[1].port", range[0],
				"[0].ports[1].endPort", range[1]));
		assertThat(port("driver")).isEqualTo(range[0]);
	}

	@Test
	void policiesSelectTheClustersPods() {
		String name = this.cluster.get("metadata.name");
		String label = ".matchLabels.ray.io/cluster";
		Map<String, String> nodes = manifest(this.clusterFile, "NetworkPolicy", "ray");
		assertThat(nodes).containsEntry("spec.podSelector" + label, name)
			.containsEntry("spec.ingress[0].from[0].podSelector" + label, name);
		assertThat(this.headPolicy).containsEntry("spec.podSelector" + label, name)
			.containsEntry("spec.podSelector.matchLabels.ray.io/node-type", "head");
	}

	@Test
	void driversPortsAreFreeOnANode() {
		int[] range = Arrays.stream(this.settings.get("ray.driver.port").split("-"))
			.mapToInt(Integer::parseInt)
			.toArray();
		assertThat(range[0]).isGreaterThan(RAYS_LAST_WORKER_PORT).isLessThan(range[1]);
		assertThat(range[1]).isLessThan(FIRST_EPHEMERAL_PORT);
		assertThat(page()).contains(RAYS_FIRST_WORKER_PORT + "–" + RAYS_LAST_WORKER_PORT)
			.contains(Integer.toString(FIRST_EPHEMERAL_PORT))
			.contains(range[0] + "–" + range[1]);
		assertThat(range[1] - range[0] + 1)
			.isGreaterThanOrEqualTo(2 * Integer.parseInt(this.application.get("spec.replicas")));
	}

	@Test
	void everyContainerHasTheTokenOfTheSameSecret() {
		String token = ".valueFrom.secretKeyRef.";
		List<Map<String, String>> references = Stream
			.of(select(this.cluster, HEAD + "env[1]"), select(this.cluster, WORKER + "env[1]"),
					select(this.application, APPLICATION + "env[1]"))
			.toList();
		assertThat(references).allSatisfy((reference) -> assertThat(reference).containsEntry(".name", "RAY_AUTH_TOKEN")
			.containsOnlyKeys(".name", token + "name", token + "key"));
		assertThat(Set.copyOf(references)).hasSize(1);
		assertThat(this.cluster).containsEntry(HEAD + "env[0].name", "RAY_AUTH_MODE")
			.containsEntry(HEAD + "env[0].value", "token")
			.containsEntry(WORKER + "env[0].value", "token");
		assertThat(page()).contains("kubectl create secret generic %s --from-literal=%s="
			.formatted(references.get(0).get(token + "name"), references.get(0).get(token + "key")));
	}

	@Test
	void applicationsPodsAreFoundByTheirLabel() {
		String label = this.application.get("spec.template.metadata.labels.app");
		Map<String, String> service = manifest(this.applicationFile, "Service", "demo-app");
		Map<String, String> policy = manifest(this.applicationFile, "NetworkPolicy", "demo-app");
		String port = this.application.get(APPLICATION + "ports[0].name");
		assertThat(this.application).containsEntry("spec.selector.matchLabels.app", label);
		assertThat(service).containsEntry("spec.selector.app", label).containsEntry("spec.ports[0].targetPort", port);
		assertThat(policy).containsEntry("spec.podSelector.matchLabels.app", label)
			.containsEntry("spec.ingress[0].ports[0].port", port);
	}

	@Test
	void applicationReadsItsSettingsFromTheConfigMap() {
		assertThat(this.application).containsEntry(APPLICATION + "env[0].name", "SPRING_CONFIG_ADDITIONAL_LOCATION")
			.containsEntry(APPLICATION + "env[0].value",
					"file:" + this.application.get(APPLICATION + "volumeMounts[0].mountPath") + "/")
			.containsEntry("spec.template.spec.volumes[0].configMap.name", "demo-app");
		assertMounted(this.application);
	}

	@Test
	void pageShowsTheSettings() {
		List<Map<String, String>> shown = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
			.matcher(page())
			.results()
			.map((example) -> yaml(example.group(1)).get(0))
			.toList();
		assertThat(shown).containsExactly(this.settings);
	}

	@Test
	void tlsPatchChangesTheApplication() {
		assertThat(this.tlsPatch).containsEntry("kind", "Deployment")
			.containsEntry("metadata.name", this.application.get("metadata.name"))
			.containsEntry(APPLICATION + "name", this.application.get(APPLICATION + "name"));
		assertMounted(this.tlsPatch);
		Map<String, Object> added = JsonParserFactory.getJsonParser()
			.parseMap(this.tlsPatch.get(APPLICATION + "env[0].value"));
		assertThat(added).containsEntry(
				"spring.ssl.bundle.pem." + added.get("ray.driver.ssl.bundle") + ".truststore.certificate",
				"file:" + this.tlsPatch.get(APPLICATION + "volumeMounts[0].mountPath") + "/ca.crt");
		String folder = this.cluster.get(HEAD + "volumeMounts[0].mountPath");
		assertThat(added).containsEntry("ray.driver.ssl.certificate", folder + "/tls.crt")
			.containsEntry("ray.driver.ssl.private-key", folder + "/tls.key")
			.containsEntry("ray.driver.ssl.server-name", URI.create(this.settings.get("ray.address")).getHost());
		Map<String, Object> all = new LinkedHashMap<>(this.settings);
		all.putAll(added);
		assertThat(bind(all).driver().ssl().bundle()).isEqualTo("driver");
		assertThat(page())
			.contains("kubectl create secret tls "
					+ this.cluster.get("spec.headGroupSpec.template.spec.volumes[0].secret.secretName"))
			.contains("kubectl create secret generic "
					+ this.tlsPatch.get("spec.template.spec.volumes[0].secret.secretName") + " --from-file=ca.crt");
	}

	@Test
	void settingsAreThoseThatExist() {
		RayProperties properties = bind(this.settings);
		assertThat(properties.address()).isEqualTo(this.settings.get("ray.address"));
		assertThat(properties.driver().port().first() + "-" + properties.driver().port().last())
			.isEqualTo(this.settings.get("ray.driver.port"));
	}

	private static RayProperties bind(Map<String, ?> settings) {
		return new Binder(new MapConfigurationPropertySource(settings))
			.bind("ray", Bindable.of(RayProperties.class), new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
			.get();
	}

	private static void assertMounted(Map<String, String> deployment) {
		assertThat(deployment.get(APPLICATION + "volumeMounts[0].name")).isNotNull()
			.isEqualTo(deployment.get("spec.template.spec.volumes[0].name"));
	}

	private String port(String name) {
		String ports = HEAD + "ports";
		return select(this.cluster, ports).entrySet()
			.stream()
			.filter((entry) -> entry.getKey().endsWith(".name") && entry.getValue().equals(name))
			.map((entry) -> this.cluster.get(ports + entry.getKey().replace(".name", ".containerPort")))
			.findFirst()
			.orElseThrow();
	}

	private static Map<String, String> select(Map<String, String> manifest, String prefix) {
		return manifest.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().startsWith(prefix))
			.collect(Collectors.toMap((entry) -> entry.getKey().substring(prefix.length()), Map.Entry::getValue));
	}

	private static Map<String, String> manifest(List<Map<String, String>> manifests, String kind, String name) {
		return manifests.stream()
			.filter((manifest) -> manifest.get("kind").equals(kind) && manifest.get("metadata.name").equals(name))
			.findFirst()
			.orElseThrow();
	}

	private static List<Map<String, String>> manifests(String file) {
		return yaml(read(FOLDER.resolve(file)));
	}

	private static List<Map<String, String>> yaml(String text) {
		try {
			return new YamlPropertySourceLoader().load("manifests", new ByteArrayResource(text.getBytes()))
				.stream()
				.map(KubernetesManifestsTests::map)
				.toList();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Map<String, String> map(PropertySource<?> source) {
		EnumerablePropertySource<?> properties = (EnumerablePropertySource<?>) source;
		Map<String, String> map = new LinkedHashMap<>();
		for (String name : new LinkedHashSet<>(List.of(properties.getPropertyNames()))) {
			map.put(name, String.valueOf(properties.getProperty(name)));
		}
		return map;
	}

	private static String page() {
		return read(DOCS.resolve("kubernetes.md"));
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
