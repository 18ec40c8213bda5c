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

package io.github.raytaskrunner.calls;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.attempt.Upstream;
import io.github.raytaskrunner.calls.ValueTable.Location;
import io.github.raytaskrunner.worker.CallFrame;
import io.github.raytaskrunner.worker.CallFrame.DriverAddress;
import io.github.raytaskrunner.worker.CallFrame.Kind;
import io.github.raytaskrunner.worker.CallFrame.Place;
import io.github.raytaskrunner.worker.ResultFrame;
import io.github.raytaskrunner.worker.ResultFrame.Entry;
import io.ray.api.ObjectRef;
import io.ray.api.PlacementGroups;
import io.ray.api.Ray;
import io.ray.api.options.CallOptions;
import io.ray.api.placementgroup.PlacementGroup;
import io.ray.api.placementgroup.PlacementGroupState;
import org.jspecify.annotations.Nullable;

/**
 * Hands calls to Ray. Upstream values are arguments by reference, so they go from worker
 * to worker.
 */
final class RaySubmitter {

	private final DriverAddress address;

	private final ValueTable values;

	private final ReferenceCollector collector;

	private final String jobResource;

	/**
	 * Create a new submitter.
	 * @param address where workers report
	 * @param values where the values are that calls read
	 * @param collector told what goes into Ray's object store
	 */
	RaySubmitter(DriverAddress address, ValueTable values, ReferenceCollector collector) {
		this.address = address;
		this.values = values;
		this.collector = collector;
		this.jobResource = JobResource.name(Ray.getRuntimeContext().getCurrentJobId());
	}

	/**
	 * Submit a call that proves that a worker comes up. It needs next to no resources, so
	 * it does not wait behind other work of a busy cluster.
	 * @param node IP address of the node for it, or {@code null} for any
	 */
	ObjectRef<byte[]> probe(@Nullable String node) {
		CallOptions.Builder options = new CallOptions.Builder().setName("ray-task-runner probe");
		if (node != null) {
			options.setResource(NodeResource.name(node), NodeResource.LITTLE);
		}
		return submit(options.build(), frame(Kind.PROBE, List.of(), Map.of()), List.of());
	}

	/**
	 * Submit a call.
	 * @throws IllegalStateException if an upstream value is gone
	 */
	ObjectRef<byte[]> submit(Call call) throws InterruptedException, ExecutionException, TimeoutException {
		CallArguments arguments = arguments(call, locations(call));
		CallOptions options = options(call.name(), call.resources());
		return submit(options, frame(Kind.RUN, call.attempts(), arguments.places()), arguments.references());
	}

	/**
	 * Submit a value that tasks may read.
	 */
	ObjectRef<byte[]> put(byte[] value) {
		return store(ResultFrame.toBytes(List.of(Entry.ofValue(value))));
	}

	/**
	 * Return where the values are that the attempts read, by the id of their attempt.
	 */
	private Map<Long, Location> locations(Call call) throws InterruptedException, ExecutionException, TimeoutException {
		Map<Long, Location> locations = new LinkedHashMap<>();
		for (Attempt attempt : call.attempts()) {
			for (Upstream upstream : attempt.upstreams()) {
				if (upstream instanceof Upstream.Value value) {
					Location location = this.values.find(value.attempt());
					if (location == null) {
						throw new IllegalStateException("The value of an upstream task is gone");
					}
					locations.put(value.attempt(), location);
				}
			}
		}
		return locations;
	}

	/**
	 * Make values the arguments of one call. References that are too many for it are
	 * reduced through calls that return the values of several as one.
	 */
	private CallArguments arguments(Call call, Map<Long, Location> locations) {
		CallArguments arguments = new CallArguments();
		Map<Long, Location> gathered = new LinkedHashMap<>();
		for (Map.Entry<Long, Location> location : locations.entrySet()) {
			if (!arguments.hasRoomFor(location.getValue())) {
				gathered.putAll(gather(call, arguments));
				arguments = new CallArguments();
			}
			arguments.add(location.getKey(), location.getValue());
		}
		if (gathered.isEmpty()) {
			return arguments;
		}
		gathered.putAll(gather(call, arguments));
		return arguments(call, gathered);
	}

	private Map<Long, Location> gather(Call call, CallArguments arguments) {
		CallOptions options = options(call.name() + " (gather)", call.resources());
		byte[] frame = frame(Kind.GATHER, List.of(), arguments.places());
		ObjectRef<byte[]> result = submit(options, frame, arguments.references());
		Map<Long, Location> gathered = new LinkedHashMap<>();
		arguments.places().keySet().forEach((attempt) -> gathered.put(attempt, new Location(result, gathered.size())));
		return gathered;
	}

	private CallOptions options(String name, Resources resources) {
		CallOptions.Builder options = new CallOptions.Builder().setName(name).setResources(resources.amounts());
		if (!resources.runtimeEnv().isEmpty()) {
			options.setRuntimeEnv(new AsciiRuntimeEnv(Ray.internal().deserializeRuntimeEnv(resources.runtimeEnv())));
		}
		Resources.PlacementGroup group = resources.placementGroup();
		if (group == null) {
			options.setResource(this.jobResource, NodeResource.LITTLE);
		}
		else {
			// its bundles hold what was reserved and nothing else
			options.setPlacementGroup(placementGroup(group.name()), group.bundleIndex());
		}
		return options.build();
	}

	private static PlacementGroup placementGroup(String name) {
		PlacementGroup group = PlacementGroups.getPlacementGroup(name);
		if (group == null || group.getState() == PlacementGroupState.REMOVED) {
			throw new IllegalStateException("There is no placement group '" + name + "' in the namespace '"
					+ Ray.getRuntimeContext().getNamespace() + "'");
		}
		return group;
	}

	private byte[] frame(Kind kind, List<Attempt> attempts, Map<Long, Place> places) {
		return new CallFrame(kind, this.address, attempts, places).toBytes();
	}

	@SuppressWarnings("unchecked")
	private ObjectRef<byte[]> submit(CallOptions options, byte[] frame, List<ObjectRef<byte[]>> upstreams) {
		EntryPoints entryPoint = EntryPoints.forArguments(upstreams.size());
		Object[] arguments = Arrays.copyOf(upstreams.toArray(), 1 + entryPoint.arguments());
		System.arraycopy(arguments, 0, arguments, 1, entryPoint.arguments());
		// a reference of our own is let go with the call, see ReferenceCollector
		arguments[0] = (frame.length > AttemptResult.MAX_PUSHED_BYTES) ? store(frame) : frame;
		return Ray.internal().call(entryPoint.function(), arguments, options);
	}

	private ObjectRef<byte[]> store(byte[] bytes) {
		ObjectRef<byte[]> reference = Ray.put(bytes);
		this.collector.created(bytes.length);
		return reference;
	}

}
