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

import java.nio.file.Path;
import java.util.List;

import io.github.raytaskrunner.backend.ray.dashboard.DashboardClient;
import org.jspecify.annotations.Nullable;

/**
 * A Ray cluster that runs, seen from this process.
 */
public interface RayCluster extends AutoCloseable {

	/**
	 * Return one phrase for people, such as "temporary Ray 2.60.0 cluster".
	 * @return the description
	 */
	String description();

	/**
	 * Return the version of Ray, such as {@code 2.60.0}.
	 * @return the version
	 */
	String rayVersion();

	/**
	 * Return the client of the cluster's dashboard.
	 * @return the client, closed with this object
	 */
	DashboardClient dashboard();

	/**
	 * Return the node that this machine is of the cluster.
	 * @return the node, or {@code null} if this machine is none, or one that belongs to
	 * somebody else
	 */
	@Nullable LocalNode localNode();

	/**
	 * Return the number of CPUs of the node that has most.
	 * @return the number of CPUs
	 */
	int cpusPerNode();

	/**
	 * Return whether nodes may join the cluster.
	 * @return whether what no node has may come
	 */
	boolean canGrow();

	/**
	 * Return an existing directory that only this user can read. Others may put files of
	 * their own there, in folders of their own.
	 * @return the directory, removed when this object is closed
	 */
	Path directory();

	/**
	 * Return what workers printed last before they could write logs of their own.
	 * @return lines, none if they are not known here
	 */
	List<String> workerOutput();

	/**
	 * Return where Ray's logs are.
	 * @return the end of a sentence
	 */
	String whereLogsAre();

	/**
	 * End what this process started of the cluster, and nothing else.
	 */
	@Override
	void close();

}
