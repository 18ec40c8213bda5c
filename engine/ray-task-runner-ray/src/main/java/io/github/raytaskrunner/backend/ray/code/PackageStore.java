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

package io.github.raytaskrunner.backend.ray.code;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.github.raytaskrunner.RayTaskRunnerException;
import io.github.raytaskrunner.backend.BackendUnavailableException;
import io.github.raytaskrunner.backend.Waits;
import io.github.raytaskrunner.backend.ray.dashboard.DashboardClient;
import io.github.raytaskrunner.backend.ray.dashboard.DashboardException;
import io.github.raytaskrunner.threads.DaemonThreads;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Brings packages into a Ray cluster and keeps them there until it is closed; some
 * minutes later the cluster deletes them, unless somebody else keeps them too.
 * <p>
 * Safe for use by several threads.
 */
public final class PackageStore implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(PackageStore.class);

	/**
	 * Half of the time for which a cluster keeps a package after it was asked for, unless
	 * it is set up differently: one renewal may fail.
	 */
	public static final Duration MAX_RENEWAL_PERIOD = Duration.ofMinutes(5);

	/**
	 * Beyond what each upload is given.
	 */
	private static final Duration STORE_TIMEOUT = Duration.ofHours(1);

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

	private final DashboardClient dashboard;

	private final Map<String, CodePackage> kept = new ConcurrentHashMap<>();

	private final ScheduledThreadPoolExecutor scheduler;

	/**
	 * Create a new store.
	 * @param dashboard dashboard of the cluster; not closed with this store
	 * @param renewalPeriod time between two renewals, at most {@link #MAX_RENEWAL_PERIOD}
	 */
	public PackageStore(DashboardClient dashboard, Duration renewalPeriod) {
		if (renewalPeriod.isNegative() || renewalPeriod.isZero() || renewalPeriod.compareTo(MAX_RENEWAL_PERIOD) > 0) {
			throw new IllegalArgumentException(
					"Renewal period must be positive and at most " + MAX_RENEWAL_PERIOD + ", not " + renewalPeriod);
		}
		this.dashboard = dashboard;
		this.scheduler = new ScheduledThreadPoolExecutor(1, new DaemonThreads("ray-packages"));
		this.scheduler.scheduleWithFixedDelay(this::renew, renewalPeriod.toMillis(), renewalPeriod.toMillis(),
				TimeUnit.MILLISECONDS);
	}

	/**
	 * Upload what the cluster does not have, and keep everything there. Returns when all
	 * packages are in the cluster.
	 * @param packages the packages; their files must exist until this store is closed
	 * @throws DashboardException if the cluster does not take one of them
	 */
	public void store(List<CodePackage> packages) {
		for (CodePackage codePackage : packages) {
			if (this.dashboard.packageExists(codePackage.name())) {
				logger.debug("Ray has " + codePackage.name());
			}
			else {
				upload(codePackage);
			}
			this.kept.put(codePackage.name(), codePackage);
		}
	}

	/**
	 * Make packages and {@linkplain #store(List) store} them, while others wait for
	 * something else.
	 * @param code makes the packages
	 * @return done when all are in the cluster
	 */
	public Future<CodePackages> store(Supplier<CodePackages> code) {
		return this.scheduler.submit(() -> {
			CodePackages made = code.get();
			store(made.packages());
			return made;
		});
	}

	/**
	 * Wait until packages are in the cluster.
	 * @param stored what is done then
	 * @return the packages
	 * @throws RayTaskRunnerException if they cannot be made, the cluster does not take
	 * one of them, or the calling thread is interrupted
	 */
	public static CodePackages await(Future<CodePackages> stored) {
		String awaited = "the application's code to be in the Ray cluster";
		try {
			return Waits.get(stored, STORE_TIMEOUT, awaited);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof RayTaskRunnerException failure) ? failure : new RayTaskRunnerException(
					"The application's code cannot be brought into the Ray cluster: " + ex.getCause(), ex.getCause());
		}
		catch (TimeoutException ex) {
			throw new RayTaskRunnerException("Waited " + STORE_TIMEOUT + " for " + awaited, ex);
		}
	}

	private void upload(CodePackage codePackage) {
		long start = System.nanoTime();
		this.dashboard.uploadPackage(codePackage.name(), codePackage.file());
		// its ten minutes begin after an upload that may have been slow
		if (!this.dashboard.packageExists(codePackage.name())) {
			throw new BackendUnavailableException(
					"Package " + codePackage.name() + " is not in the Ray cluster although its upload was accepted",
					"Look at the log of Ray's dashboard.", null);
		}
		logger.debug("Uploaded " + codePackage.name() + ", " + codePackage.size() + " bytes, in "
				+ TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + " ms");
	}

	private void renew() {
		this.kept.values().forEach(this::renew);
	}

	private void renew(CodePackage codePackage) {
		if (this.scheduler.isShutdown()) {
			return;
		}
		try {
			if (!this.dashboard.packageExists(codePackage.name())) {
				logger.warn("Package " + codePackage.name() + " is gone from the Ray cluster; uploading it again");
				upload(codePackage);
			}
		}
		// whatever it is, a scheduler would never call again
		catch (Throwable ex) {
			if (!this.scheduler.isShutdown()) {
				logger.warn("Package " + codePackage.name() + " could not be renewed in the Ray cluster and will be "
						+ "deleted there if this goes on: "
						+ ((ex instanceof BackendUnavailableException) ? ex.getMessage() : ex.toString()));
			}
		}
	}

	/**
	 * Stop keeping the packages and end the thread that did.
	 */
	@Override
	public void close() {
		this.scheduler.shutdownNow();
		Waits.await(() -> this.scheduler.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
	}

}
