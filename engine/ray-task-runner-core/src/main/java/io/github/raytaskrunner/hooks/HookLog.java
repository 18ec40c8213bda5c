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

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;

/**
 * Logs what hooks throw, code of users that is called for each task: the first failure of
 * each class of hooks with its trace, of later ones a line each, as long as they are few.
 * Safe for use by several threads.
 */
final class HookLog {

	private final Log logger;

	private final LimitedLog later;

	private final Set<Class<?>> failed = ConcurrentHashMap.newKeySet();

	/**
	 * Create a new log.
	 * @param logger where to log
	 */
	HookLog(Log logger) {
		this.logger = logger;
		this.later = new LimitedLog(logger::warn);
	}

	/**
	 * Call a hook. Never throws.
	 * @param kind what it is, for people
	 * @param hook the hook
	 * @param call calls it
	 */
	void call(String kind, Object hook, Runnable call) {
		try {
			call.run();
		}
		catch (Throwable ex) {
			failed(kind, hook, ex);
		}
	}

	/**
	 * Note that a hook has failed.
	 * @param kind what it is, for people
	 * @param hook the hook
	 * @param failure what it threw
	 */
	void failed(String kind, Object hook, Throwable failure) {
		String what = kind + " " + hook.getClass().getName() + " failed";
		if (this.failed.add(hook.getClass())) {
			this.logger.warn(what, failure);
		}
		else {
			this.later.log(() -> what + ": " + failure);
		}
	}

}
