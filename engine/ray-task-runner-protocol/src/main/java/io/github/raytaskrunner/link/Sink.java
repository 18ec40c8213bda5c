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

package io.github.raytaskrunner.link;

/**
 * Where a {@link Link} sends: one connection. Called by one thread at a time, and never
 * blocks.
 *
 * @param <M> type of the messages
 */
public interface Sink<M> {

	/**
	 * Say whether the connection takes messages without piling them up. Whoever provides
	 * it calls {@link Link#flush} when that becomes true.
	 * @return whether it is ready
	 */
	boolean isReady();

	/**
	 * Send a message. A connection that is broken ignores it.
	 * @param message the message
	 */
	void send(M message);

	/**
	 * Say that no more messages follow.
	 */
	void complete();

}
