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

import java.util.List;

import io.github.raytaskrunner.wire.ResultFrame.Entry;
import io.github.raytaskrunner.wire.ResultFrame.Status;
import io.ray.api.ObjectRef;
import io.ray.api.Ray;
import io.ray.api.exception.RayException;

/**
 * A call that proves that a worker comes up and sees the application's classes.
 */
public final class Probe {

	private final ObjectRef<byte[]> result;

	Probe(ObjectRef<byte[]> result) {
		this.result = result;
	}

	/**
	 * Wait until it is known whether the worker has come up.
	 * @param timeoutMillis longest time to wait
	 * @return whether it is
	 */
	public boolean hasAnswer(int timeoutMillis) {
		return !Ray.wait(List.of(this.result), 1, timeoutMillis).getReady().isEmpty();
	}

	/**
	 * Return what a worker says that has come up.
	 * @param timeoutMillis longest time to wait
	 * @return the Java version of the worker
	 * @throws ProbeException if it cannot run tasks
	 */
	public String javaVersion(int timeoutMillis) throws ProbeException {
		try {
			Entry entry = CallResults.get(this.result, timeoutMillis).entries().get(0);
			if (entry.status() != Status.COMPLETED) {
				throw new ProbeException("A worker came up but cannot run tasks: " + entry.text());
			}
			return entry.text();
		}
		catch (NoResultException ex) {
			throw new ProbeException("The first call of a worker ended without a result: " + ex.reason());
		}
		catch (RayException ex) {
			throw new ProbeException("The first call of a worker cannot be read: " + ex);
		}
	}

}
