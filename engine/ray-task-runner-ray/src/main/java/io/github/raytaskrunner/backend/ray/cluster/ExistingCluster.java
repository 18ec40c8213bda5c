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

package io.github.raytaskrunner.backend.ray.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.net.ssl.SSLContext;

import io.github.raytaskrunner.RayTaskRunnerException;
import io.github.raytaskrunner.backend.ray.dashboard.DashboardClient;
import io.github.raytaskrunner.backend.ray.dashboard.DashboardException;
import io.github.raytaskrunner.backend.ray.dashboard.RayNode;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

/**
 * A cluster that somebody else started, and that nothing here ever ends.
 */
public final class ExistingCluster implements RayCluster {

	private static final Log logger = LogFactory.getLog(ExistingCluster.class);

	private final DashboardClient dashboard;

	private final URI dashboardAddress;

	private final RayVersion version;

	private final @Nullable LocalNode localNode;

	private final int cpusPerNode;

	private final Path directory;

	private ExistingCluster(DashboardClient dashboard, URI dashboardAddress, RayVersion version,
			@Nullable LocalNode localNode, int cpusPerNode, Path directory) {
		this.dashboard = dashboard;
		this.dashboardAddress = dashboardAddress;
		this.version = version;
		this.localNode = localNode;
		this.cpusPerNode = cpusPerNode;
		this.directory = directory;
	}

	/**
	 * Find a cluster.
	 * @param address address of the cluster
	 * @param token the token that the cluster asks for; if there is none and the cluster
	 * asks for one, that of this user is tried
	 * @param sslContext for a dashboard with TLS, or {@code null} for what this JVM does
	 * by default
	 * @return the cluster
	 * @throws RayTaskRunnerException if there is no cluster, or it cannot be used
	 */
	public static ExistingCluster find(ClusterAddress address, ClusterToken token, @Nullable SSLContext sslContext) {
		URI dashboard = dashboard(address, token);
		try {
			return find(address, dashboard, token, sslContext);
		}
		catch (DashboardException ex) {
			// the dashboard of a head listens on loopback unless it is told otherwise
			if (ex.getStatus() == 0 && !address.dashboardGiven() && isLocal(dashboard.getHost())) {
				return find(address, URI.create("http://127.0.0.1:" + dashboard.getPort()), token, sslContext);
			}
			throw ex;
		}
	}

	private static URI dashboard(ClusterAddress address, ClusterToken token) {
		URI dashboard = address.dashboard();
		String gcsAddress = address.gcsAddress();
		if (gcsAddress == null || address.dashboardGiven()) {
			return dashboard;
		}
		int port = new ControlStore(gcsAddress).dashboardPort(token).orElse(dashboard.getPort());
		return URI.create("http://" + dashboard.getHost() + ":" + port);
	}

	private static ExistingCluster find(ClusterAddress address, URI dashboardAddress, ClusterToken token,
			@Nullable SSLContext sslContext) {
		DashboardClient dashboard = new DashboardClient(dashboardAddress, token, sslContext);
		try {
			return find(address, dashboardAddress, dashboard, token);
		}
		catch (DashboardException ex) {
			dashboard.close();
			ClusterToken ofUser = ClusterToken.ofUser();
			if (ex.isUnauthenticated() && !token.isPresent() && ofUser.isPresent()) {
				return find(address, dashboardAddress, ofUser, sslContext);
			}
			throw ex;
		}
		catch (RuntimeException ex) {
			dashboard.close();
			throw ex;
		}
	}

	private static ExistingCluster find(ClusterAddress address, URI dashboardAddress, DashboardClient dashboard,
			ClusterToken token) {
		RayVersion version = RayVersion.parse(dashboard.version());
		version.requireSupported("The cluster at " + dashboardAddress);
		int cpusPerNode = (int) dashboard.nodes().stream().mapToDouble(RayNode::cpus).max().orElse(1);
		LocalNode localNode = (address.gcsAddress() != null)
				? LocalRaylets.find(address.gcsAddress()).map((node) -> withToken(node, token)).orElse(null) : null;
		try {
			return new ExistingCluster(dashboard, dashboardAddress, version, localNode, cpusPerNode,
					Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), "rtr-"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot create a directory for temporary files", ex);
		}
	}

	private static LocalNode withToken(LocalNode node, ClusterToken token) {
		return new LocalNode(node.gcsAddress(), node.ip(), node.rayDistJar(), node.sessionDirectory(),
				ClusterEnvironment.withToken(node.environment(), token));
	}

	private static boolean isLocal(String host) {
		try {
			return NetworkInterface.getByInetAddress(InetAddress.getByName(host)) != null;
		}
		catch (SocketException | UnknownHostException ex) {
			return false;
		}
	}

	@Override
	public String description() {
		return "Ray " + this.version + " cluster at " + this.dashboardAddress;
	}

	@Override
	public String rayVersion() {
		return this.version.toString();
	}

	@Override
	public DashboardClient dashboard() {
		return this.dashboard;
	}

	@Override
	public @Nullable LocalNode localNode() {
		return this.localNode;
	}

	@Override
	public int cpusPerNode() {
		return this.cpusPerNode;
	}

	@Override
	public boolean canGrow() {
		return true;
	}

	@Override
	public Path directory() {
		return this.directory;
	}

	@Override
	public List<String> workerOutput() {
		return List.of();
	}

	@Override
	public String whereLogsAre() {
		return "Ray's logs are at " + this.dashboardAddress + "/#/logs";
	}

	@Override
	public void close() {
		this.dashboard.close();
		try {
			FileSystemUtils.deleteRecursively(this.directory);
		}
		catch (IOException ex) {
			logger.debug("Left to whoever cleans the folder for temporary files: " + this.directory, ex);
		}
	}

}
