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

package io.github.raytaskrunner.serialization;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

import org.apache.fory.logging.LogLevel;
import org.apache.fory.logging.LoggerFactory;
import org.apache.fory.resolver.SharedRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Hands out codecs. Keeps a few per processor, as a thread may lose its processor while
 * it uses one; more threads than that at the same time get codecs that are not kept.
 * Nobody waits: the work on a codec never blocks. Thread-safe.
 */
final class CodecPool {

	private static final int IDLE_PER_PROCESSOR = 4;

	private final SharedRegistry registry = new SharedRegistry();

	private final Deque<Codec> idle = new ArrayDeque<>();

	private final int maxIdle = IDLE_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();

	private final ClassLoader classLoader;

	private final CaptureGuard guard;

	private final UpstreamReader upstreamReader;

	CodecPool(ClassLoader classLoader, CaptureGuard guard, UpstreamReader upstreamReader) {
		this.classLoader = classLoader;
		this.guard = guard;
		this.upstreamReader = upstreamReader;
		// Fory warns on standard output of every class with serialization code
		LoggerFactory.setLogLevel(Math.min(LoggerFactory.getLogLevel(), LogLevel.ERROR_LEVEL));
	}

	/**
	 * Use a codec. One that failed is not used again.
	 * @param <R> the type of the result
	 * @param action what to do with the codec; repeated if it needs more stack than the
	 * calling thread has
	 * @return the result of the action
	 */
	<R extends @Nullable Object> R use(Function<Codec, R> action) {
		try {
			return useHere(action);
		}
		catch (RuntimeException | StackOverflowError ex) {
			if (!DeepStack.isOverflow(ex)) {
				throw ex;
			}
			return DeepStack.run(() -> useHere(action));
		}
	}

	private <R extends @Nullable Object> R useHere(Function<Codec, R> action) {
		Codec codec = take();
		R result = action.apply(codec);
		giveBack(codec);
		return result;
	}

	private Codec take() {
		synchronized (this.idle) {
			Codec codec = this.idle.pollFirst();
			if (codec != null) {
				return codec;
			}
		}
		return new Codec(this.classLoader, this.registry, this.guard, this.upstreamReader);
	}

	private void giveBack(Codec codec) {
		synchronized (this.idle) {
			if (this.idle.size() < this.maxIdle) {
				this.idle.addFirst(codec);
			}
		}
	}

}
