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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.github.raytaskrunner.wire.ResultFrame;
import io.ray.api.ObjectRef;
import io.ray.api.Ray;
import io.ray.api.id.ObjectId;
import io.ray.runtime.AbstractRayRuntime;
import io.ray.runtime.generated.Common.ErrorType;
import io.ray.runtime.generated.Common.RayErrorInfo;
import io.ray.runtime.generated.Common.RayException;
import io.ray.runtime.object.NativeRayObject;
import io.ray.runtime.object.ObjectRefImpl;
import io.ray.runtime.object.ObjectSerializer;
import io.ray.runtime.serializer.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Gets the results of calls out of Ray. {@code Ray.get} does not know the newer of Ray's
 * reasons why there is no result, and drops what Ray says about any of them.
 */
final class CallResults {

	private static final int MAX_DETAIL_CHARACTERS = 500;

	private CallResults() {
	}

	/**
	 * Get a result.
	 * @param reference the reference to it
	 * @param timeoutMillis longest time to wait
	 * @return the result
	 * @throws NoResultException if there is none
	 * @throws io.ray.api.exception.RayTimeoutException if it takes too long
	 */
	static ResultFrame get(ObjectRef<byte[]> reference, int timeoutMillis) throws NoResultException {
		return ResultFrame.of(getBytes(reference, timeoutMillis));
	}

	/**
	 * Get a result.
	 * @param reference the reference to it
	 * @param timeoutMillis longest time to wait
	 * @return the bytes that were returned
	 * @throws NoResultException if there is none
	 * @throws io.ray.api.exception.RayTimeoutException if it takes too long
	 */
	static byte[] getBytes(ObjectRef<byte[]> reference, int timeoutMillis) throws NoResultException {
		ObjectId id = ((ObjectRefImpl<byte[]>) reference).getId();
		NativeRayObject object = ((AbstractRayRuntime) Ray.internal()).getObjectStore()
			.getRaw(List.of(id), timeoutMillis)
			.get(0);
		if (!Arrays.equals(object.metadata, ObjectSerializer.OBJECT_METADATA_TYPE_RAW)) {
			throw new NoResultException(describe(object));
		}
		return object.data;
	}

	/**
	 * Describe what Ray has instead of a result, for users.
	 */
	static String describe(NativeRayObject object) {
		String metadata = new String(object.metadata, StandardCharsets.US_ASCII);
		ErrorType type = errorType(metadata);
		if (type == null) {
			return "Ray reports error " + metadata;
		}
		String detail = detail(type, object.data);
		return reason(type) + (detail.isEmpty() ? "" : " (" + detail + ")");
	}

	private static @Nullable ErrorType errorType(String metadata) {
		try {
			return ErrorType.forNumber(Integer.parseInt(metadata));
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	private static String reason(ErrorType type) {
		return switch (type) {
			case WORKER_DIED -> "the worker process that ran it died";
			case NODE_DIED -> "the node that ran it died";
			case OUT_OF_MEMORY -> "its worker process was killed as its node ran out of memory";
			case RUNTIME_ENV_SETUP_FAILED -> "its runtime environment could not be set up";
			case TASK_EXECUTION_EXCEPTION -> "its worker process could not call it";
			default -> "Ray reports " + type;
		};
	}

	private static String detail(ErrorType type, byte @Nullable [] data) {
		if (data == null || data.length == 0) {
			return "";
		}
		try {
			byte[] message = Serializer.decode(data, byte[].class);
			return shortened((type == ErrorType.TASK_EXECUTION_EXCEPTION)
					? withoutFrames(RayException.parseFrom(message).getFormattedExceptionString())
					: RayErrorInfo.parseFrom(message).getErrorMessage());
		}
		// the reason is known all the same
		catch (Exception | LinkageError ex) {
			return "";
		}
	}

	static String withoutFrames(String stackTrace) {
		return stackTrace.lines()
			.filter((line) -> !line.isEmpty() && !Character.isWhitespace(line.charAt(0)))
			.collect(Collectors.joining(" "));
	}

	static String shortened(String text) {
		String line = text.strip().replaceAll("\\s+", " ");
		return (line.length() > MAX_DETAIL_CHARACTERS) ? line.substring(0, MAX_DETAIL_CHARACTERS) + "..." : line;
	}

}
