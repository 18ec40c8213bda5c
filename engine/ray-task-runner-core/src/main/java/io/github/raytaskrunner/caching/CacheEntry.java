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

package io.github.raytaskrunner.caching;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import io.github.raytaskrunner.ResultCache;
import io.github.raytaskrunner.hooks.LimitedLog;
import io.github.raytaskrunner.hooks.UserText;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.settings.CacheKey;
import io.github.raytaskrunner.threads.Timer;
import org.jspecify.annotations.Nullable;

/**
 * One value in a cache. Whatever is wrong with the cache, its key or what is kept there,
 * it is as if there was none, with a warning. Safe for use by several threads.
 */
final class CacheEntry {

	private final ResultCache cache;

	private final CacheKey key;

	private final CacheThreads threads;

	private final TaskSerializer serializer;

	private final Timer timer;

	private final LimitedLog warnings;

	CacheEntry(ResultCache cache, CacheKey key, CacheThreads threads, TaskSerializer serializer, Timer timer,
			LimitedLog warnings) {
		this.cache = cache;
		this.key = key;
		this.threads = threads;
		this.serializer = serializer;
		this.timer = timer;
		this.warnings = warnings;
	}

	CacheKey key() {
		return this.key;
	}

	/**
	 * Look the value up.
	 * @return completes with the value, or with {@code null} if there is none that can be
	 * read or it took too long, and never fails
	 */
	CompletableFuture<byte @Nullable []> lookUp() {
		CompletableFuture<byte @Nullable []> answer = new CompletableFuture<>();
		this.threads.execute(() -> lookUp(answer), () -> giveUp(answer));
		return answer;
	}

	private void lookUp(CompletableFuture<byte @Nullable []> answer) {
		Future<?> limit = this.timer.after(CacheThreads.PATIENCE, () -> giveUp(answer));
		byte[] value = null;
		try {
			value = readable(get());
		}
		finally {
			limit.cancel(false);
			answer.complete(value);
		}
	}

	private void giveUp(CompletableFuture<byte @Nullable []> answer) {
		if (answer.complete(null)) {
			warn("has not answered within " + CacheThreads.PATIENCE.toSeconds() + " s");
		}
	}

	private byte @Nullable [] get() {
		long begin = this.threads.now();
		try {
			byte[] value = this.cache.get(this.key.key());
			this.threads.answered(begin);
			return value;
		}
		catch (Throwable ex) {
			warn("cannot be asked: " + UserText.of(ex));
			return null;
		}
	}

	private byte @Nullable [] readable(byte @Nullable [] value) {
		try {
			if (value != null) {
				this.serializer.readValue(value);
			}
			return value;
		}
		catch (Throwable ex) {
			warn("has a value that cannot be read any more: " + UserText.of(ex));
			return null;
		}
	}

	/**
	 * Do something with the value that is to be {@linkplain #put kept}, as soon as there
	 * is a thread for it.
	 * @param call what to do
	 * @param givenUp what to do instead if that takes too long
	 */
	void keep(Runnable call, Runnable givenUp) {
		this.threads.execute(call, () -> {
			givenUp.run();
			warn("is too slow to keep a value");
		});
	}

	/**
	 * Keep the value, on the calling thread.
	 * @param value the value
	 */
	void put(byte[] value) {
		long begin = this.threads.now();
		try {
			this.cache.put(this.key.key(), value);
			this.threads.answered(begin);
		}
		catch (Throwable ex) {
			warn("cannot keep a value: " + UserText.of(ex));
		}
	}

	/**
	 * Warn of something.
	 * @param problem what about the cache
	 */
	void warn(String problem) {
		String line = "Cache '" + this.key.cache() + "' " + problem + " (" + this.key
				+ "); tasks run as if it was empty";
		this.warnings.log(() -> line);
	}

}
