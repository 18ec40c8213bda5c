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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import io.github.raytaskrunner.calls.CallRequest.AttemptRequest;
import io.github.raytaskrunner.calls.CallRequest.InlineState;
import io.github.raytaskrunner.calls.CallRequest.Upstream;
import io.github.raytaskrunner.calls.CallRequest.Value;
import io.github.raytaskrunner.calls.ValueTable.Location;
import io.github.raytaskrunner.worker.CallFrame;
import io.github.raytaskrunner.worker.CallFrame.DriverAddress;
import io.github.raytaskrunner.worker.CallFrame.Item;
import io.github.raytaskrunner.worker.CallFrame.Kind;
import io.github.raytaskrunner.worker.CallFrame.Place;
import io.github.raytaskrunner.worker.Report;
import io.github.raytaskrunner.worker.ResultFrame;
import io.github.raytaskrunner.worker.TaskHandler.Context;
import io.github.raytaskrunner.worker.TaskResult;
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

	private final String jobResource;

	RaySubmitter(DriverAddress address, ValueTable values) {
		this.address = address;
		this.values = values;
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
		return submit(options.build(), frame(Kind.PROBE, List.of()), List.of());
	}

	/**
	 * Submit a call.
	 * @throws IllegalStateException if an upstream value is gone
	 */
	ObjectRef<byte[]> submit(CallRequest call) throws InterruptedException, ExecutionException, TimeoutException {
		Iterator<Location> locations = gathered(call, locations(call)).iterator();
		CallArguments arguments = new CallArguments();
		List<Item> items = new ArrayList<>(call.attempts().size());
		for (AttemptRequest attempt : call.attempts()) {
			List<Place> places = attempt.upstreams()
				.stream()
				.map((upstream) -> (upstream instanceof InlineState state) ? Place.inline(state.size())
						: arguments.add(locations.next()))
				.toList();
			items.add(new Item(attempt.id(), attempt.context(), places, attempt.payload()));
		}
		return submit(options(call.name(), call), frame(Kind.RUN, items), arguments.references());
	}

	/**
	 * Submit a value that tasks may read.
	 */
	ObjectRef<byte[]> put(byte[] value) {
		return Ray.put(ResultFrame.toBytes(List.of(new TaskResult(TaskResult.Status.COMPLETED, value))));
	}

	/**
	 * Return where the upstream values of all attempts are, one after another.
	 */
	private List<Location> locations(CallRequest call)
			throws InterruptedException, ExecutionException, TimeoutException {
		List<Location> locations = new ArrayList<>();
		for (AttemptRequest attempt : call.attempts()) {
			for (Upstream upstream : attempt.upstreams()) {
				if (upstream instanceof Value value) {
					Location location = this.values.find(value.attempt());
					if (location == null) {
						throw new IllegalStateException("The value of an upstream task is gone");
					}
					locations.add(location);
				}
			}
		}
		return locations;
	}

	/**
	 * Reduce references that are too many for one call's arguments, through calls that
	 * return the values of several references as one.
	 */
	private List<Location> gathered(CallRequest call, List<Location> locations) {
		List<Location> remaining = locations;
		while (new CallArguments(remaining).references().size() > EntryPoints.MAX_ARGUMENTS) {
			List<Location> gathered = new ArrayList<>(remaining.size());
			CallArguments arguments = new CallArguments();
			List<Place> places = new ArrayList<>();
			for (Location location : remaining) {
				if (arguments.references().size() == EntryPoints.MAX_ARGUMENTS && !arguments.contains(location)) {
					gathered.addAll(gather(call, arguments, places));
					arguments = new CallArguments();
					places = new ArrayList<>();
				}
				places.add(arguments.add(location));
			}
			gathered.addAll(gather(call, arguments, places));
			remaining = gathered;
		}
		return remaining;
	}

	private List<Location> gather(CallRequest call, CallArguments arguments, List<Place> places) {
		byte[] frame = frame(Kind.GATHER, List.of(new Item(0, new Context("", "", 0), places, new byte[0])));
		CallOptions options = options(call.name() + " (gather)", call);
		ObjectRef<byte[]> result = submit(options, frame, arguments.references());
		return IntStream.range(0, places.size()).mapToObj((i) -> new Location(result, i)).toList();
	}

	private CallOptions options(String name, CallRequest call) {
		CallOptions.Builder options = new CallOptions.Builder().setName(name).setResources(call.resources());
		if (!call.runtimeEnv().isEmpty()) {
			options.setRuntimeEnv(new AsciiRuntimeEnv(Ray.internal().deserializeRuntimeEnv(call.runtimeEnv())));
		}
		if (call.placementGroup().isEmpty()) {
			options.setResource(this.jobResource, NodeResource.LITTLE);
		}
		else {
			// its bundles hold what was reserved and nothing else
			options.setPlacementGroup(placementGroup(call.placementGroup()), call.bundleIndex());
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

	private byte[] frame(Kind kind, List<Item> items) {
		return new CallFrame(kind, this.address, items).toBytes();
	}

	@SuppressWarnings("unchecked")
	private ObjectRef<byte[]> submit(CallOptions options, byte[] frame, List<ObjectRef<byte[]>> upstreams) {
		EntryPoints entryPoint = EntryPoints.forArguments(upstreams.size());
		Object[] arguments = Arrays.copyOf(upstreams.toArray(), 1 + entryPoint.arguments());
		System.arraycopy(arguments, 0, arguments, 1, entryPoint.arguments());
		// a reference of our own is let go with the call, see ReferenceCollector
		arguments[0] = (frame.length > Report.MAX_PUSHED_VALUE) ? Ray.put(frame) : frame;
		return Ray.internal().call(entryPoint.function(), arguments, options);
	}

}
