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

package io.github.raytaskrunner.hooks;

import java.util.List;

import io.github.raytaskrunner.propagation.TaskInterceptor;
import org.apache.commons.logging.LogFactory;

/**
 * All {@link TaskInterceptor interceptors} of a runner. Those that fail are logged and do
 * nothing. Safe for use by several threads.
 */
public final class Interceptors {

	private static final String KIND = "Task interceptor";

	private final HookLog log = new HookLog(LogFactory.getLog(Interceptors.class));

	private final List<TaskInterceptor> all;

	/**
	 * What is to happen where there is no interceptor that could say so.
	 */
	private final Submission nothing = new Submission("", "", this.log);

	/**
	 * Create a new instance.
	 * @param all the interceptors in order
	 */
	public Interceptors(List<TaskInterceptor> all) {
		this.all = all;
	}

	/**
	 * Note that a task is being submitted.
	 * @param name name of the task, or of the group that it is of
	 * @param key key of the task
	 * @return what is to happen to it
	 */
	public Submission submitting(String name, String key) {
		if (this.all.isEmpty()) {
			return this.nothing;
		}
		Submission submission = new Submission(name, key, this.log);
		this.all.forEach((interceptor) -> this.log.call(KIND, interceptor, () -> interceptor.submitting(submission)));
		return submission;
	}

	/**
	 * Return a callback as it runs with what the calling thread has now.
	 * @param callback the callback
	 * @return the callback, which does not throw
	 */
	public Runnable callback(Runnable callback) {
		Runnable result = callback;
		for (int i = this.all.size() - 1; i >= 0; i--) {
			result = callback(this.all.get(i), result);
		}
		return result;
	}

	private Runnable callback(TaskInterceptor interceptor, Runnable callback) {
		try {
			Runnable inContext = interceptor.callback(callback);
			return () -> this.log.call(KIND, interceptor, inContext);
		}
		catch (Throwable ex) {
			this.log.failed(KIND, interceptor, ex);
			return callback;
		}
	}

}
