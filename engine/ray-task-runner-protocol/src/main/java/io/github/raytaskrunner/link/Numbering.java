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
 * How messages carry the numbers of a {@link Link}.
 *
 * @param <M> type of the messages
 */
public interface Numbering<M> {

	/**
	 * Return a message with its numbers.
	 * @param message the message
	 * @param number number of the message
	 * @param received number of the last message that was received
	 * @return the numbered message
	 */
	M number(M message, long number, long received);

	/**
	 * Return a message without a number that says nothing but what was received.
	 * @param received number of the last message that was received
	 * @return the message
	 */
	M receipt(long received);

	/**
	 * Return the size of a message in bytes.
	 * @param message the message
	 * @return the size
	 */
	int size(M message);

}
