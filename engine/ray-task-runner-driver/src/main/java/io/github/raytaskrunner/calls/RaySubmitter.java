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
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.wire.Batch;
import io.github.raytaskrunner.wire.CallFrame;
import io.github.raytaskrunner.wire.CallFrame.Kind;
import io.github.raytaskrunner.wire.DriverAddress;
import io.github.raytaskrunner.wire.ResultFrame;
import io.github.raytaskrunner.wire.ResultFrame.Entry;
import io.ray.api.ObjectRef;
import io.ray.api.Ray;
import io.ray.api.options.CallOptions;
import org.jspecify.annotations.Nullable;

/**
 * Hands calls to Ray. Upstream values are arguments by reference, so they go from worker
 * to worker.
 */
final class RaySubmitter {

	private final DriverAddress address;

	private final ValueTable values;

	private final ReferenceCollector collector;

	private final RayOptions options;

	/**
	 * Create a new submitter.
	 * @param address where workers report
	 * @param values where the values are that calls read
	 * @param collector told what goes into Ray's object store
	 * @param options makes the options of the calls
	 */
	RaySubmitter(DriverAddress address, ValueTable values, ReferenceCollector collector, RayOptions options) {
		this.address = address;
		this.values = values;
		this.collector = collector;
		this.options = options;
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
		CallFrame frame = new CallFrame(Kind.PROBE, this.address, 0, Batch.EMPTY, Map.of());
		return submit(options.build(), frame, List.of());
	}

	/**
	 * Submit a lease.
	 * @throws IllegalStateException if an upstream value is gone
	 */
	ObjectRef<byte[]> submit(Lease lease) throws InterruptedException, ExecutionException, TimeoutException {
		LeaseKey key = lease.key();
		CallArguments arguments = arguments(lease, frames(key.values()));
		CallOptions options = this.options.of(lease.name(), key.resources());
		CallFrame frame = new CallFrame(lease.kind(), this.address, lease.id(), lease.batch(), arguments.places());
		return submit(options, frame, arguments.references());
	}

	/**
	 * Submit a value that tasks may read.
	 */
	ObjectRef<byte[]> put(long attempt, byte[] value) {
		return store(ResultFrame.toBytes(List.of(Entry.of(attempt, new AttemptResult(false, value)))));
	}

	/**
	 * Return the frames that hold values, by the id of their attempt.
	 */
	private Map<Long, ObjectRef<byte[]>> frames(Set<Long> attempts)
			throws InterruptedException, ExecutionException, TimeoutException {
		Map<Long, ObjectRef<byte[]>> frames = new LinkedHashMap<>();
		for (long attempt : attempts) {
			if (!(this.values.find(attempt) instanceof ValueTable.Stored stored)) {
				throw new IllegalStateException("The value of an upstream task is gone");
			}
			frames.put(attempt, stored.rayCall().result());
		}
		return frames;
	}

	/**
	 * Make values the arguments of one call. References that are too many for it are
	 * reduced through calls that return the values of several as one.
	 */
	private CallArguments arguments(Lease lease, Map<Long, ObjectRef<byte[]>> frames) {
		CallArguments arguments = new CallArguments();
		Map<Long, ObjectRef<byte[]>> gathered = new LinkedHashMap<>();
		for (Map.Entry<Long, ObjectRef<byte[]>> frame : frames.entrySet()) {
			if (!arguments.hasRoomFor(frame.getValue())) {
				gathered.putAll(gather(lease, arguments));
				arguments = new CallArguments();
			}
			arguments.add(frame.getKey(), frame.getValue());
		}
		if (gathered.isEmpty()) {
			return arguments;
		}
		gathered.putAll(gather(lease, arguments));
		return arguments(lease, gathered);
	}

	private Map<Long, ObjectRef<byte[]>> gather(Lease lease, CallArguments arguments) {
		CallOptions options = this.options.of(lease.name() + " (gather)", lease.key().resources());
		CallFrame frame = new CallFrame(Kind.GATHER, this.address, 0, Batch.EMPTY, arguments.places());
		ObjectRef<byte[]> result = submit(options, frame, arguments.references());
		Map<Long, ObjectRef<byte[]>> gathered = new LinkedHashMap<>();
		arguments.places().keySet().forEach((attempt) -> gathered.put(attempt, result));
		return gathered;
	}

	@SuppressWarnings("unchecked")
	private ObjectRef<byte[]> submit(CallOptions options, CallFrame callFrame, List<ObjectRef<byte[]>> upstreams) {
		byte[] frame = callFrame.toBytes();
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
