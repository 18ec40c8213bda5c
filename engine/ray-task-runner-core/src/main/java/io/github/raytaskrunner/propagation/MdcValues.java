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

package io.github.raytaskrunner.propagation;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import io.github.raytaskrunner.TaskContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.util.ClassUtils;

/**
 * What a thread has in SLF4J's MDC, but for what {@link TaskContext} sets there.
 *
 * @param values values by key
 */
public record MdcValues(Map<String, String> values) implements PropagatedContext, TaskRun {

	private static final boolean HAS_MDC = ClassUtils.isPresent("org.slf4j.MDC", MdcValues.class.getClassLoader());

	private static final Set<String> OF_THE_TASK = Set.of(TaskContext.MDC_NAME, TaskContext.MDC_KEY,
			TaskContext.MDC_ATTEMPT);

	private static final MdcValues NONE = new MdcValues(Map.of());

	public MdcValues {
		values = Map.copyOf(values);
	}

	/**
	 * Return what the calling thread has.
	 * @return the values, empty also where there is no SLF4J
	 */
	public static MdcValues current() {
		return (HAS_MDC) ? Mdc.read() : NONE;
	}

	/**
	 * Return whether there are none.
	 * @return whether there are no values
	 */
	public boolean isEmpty() {
		return this.values.isEmpty();
	}

	@Override
	public TaskRun begin(TaskContext attempt) {
		return this;
	}

	@Override
	public Scope open() {
		return (HAS_MDC && !isEmpty()) ? Mdc.put(this.values) : () -> {
		};
	}

	/**
	 * Let the calling thread have these values instead of those that it has, but for
	 * those of the task that it runs.
	 * @return what gives it the others back
	 */
	Scope openInstead() {
		return (HAS_MDC) ? Mdc.replace(this.values) : () -> {
		};
	}

	// without values, which may be of users
	@Override
	public String toString() {
		return "MDC";
	}

	/**
	 * Apart, because there may be no SLF4J.
	 */
	private static final class Mdc {

		static MdcValues read() {
			Map<String, @Nullable String> all = MDC.getCopyOfContextMap();
			if (all == null || all.isEmpty()) {
				return NONE;
			}
			all.keySet().removeAll(OF_THE_TASK);
			all.values().removeIf((value) -> value == null);
			return new MdcValues(all);
		}

		static Scope put(Map<String, String> values) {
			Map<String, @Nullable String> before = new HashMap<>();
			values.forEach((key, value) -> {
				before.put(key, MDC.get(key));
				MDC.put(key, value);
			});
			return () -> before.forEach(Mdc::restore);
		}

		static Scope replace(Map<String, String> values) {
			Map<String, @Nullable String> before = MDC.getCopyOfContextMap();
			Map<String, @Nullable String> instead = new HashMap<>(values);
			OF_THE_TASK.forEach((key) -> instead.computeIfAbsent(key, MDC::get));
			set(instead);
			return () -> set(before);
		}

		private static void set(@Nullable Map<String, @Nullable String> values) {
			if (values == null || values.isEmpty()) {
				MDC.clear();
			}
			else {
				MDC.setContextMap(values);
			}
		}

		private static void restore(String key, @Nullable String value) {
			if (value != null) {
				MDC.put(key, value);
			}
			else {
				MDC.remove(key);
			}
		}

	}

}
