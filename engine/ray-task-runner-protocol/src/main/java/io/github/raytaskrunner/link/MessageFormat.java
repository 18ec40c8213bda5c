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

import java.io.IOException;
import java.io.OutputStream;

/**
 * How messages are written and read.
 *
 * @param <O> type of the messages that are sent
 * @param <I> type of the messages that are received
 */
public interface MessageFormat<O, I> {

	/**
	 * Return how many bytes a message takes, which is more than none.
	 * @param message the message
	 * @return the number of bytes
	 */
	int size(O message);

	/**
	 * Write a message.
	 * @param message the message
	 * @param output where to write it
	 * @throws IOException if that fails
	 */
	void write(O message, OutputStream output) throws IOException;

	/**
	 * Read a message.
	 * @param bytes its bytes, which belong to the message from now on
	 * @return the message
	 * @throws IOException if they are none
	 */
	I read(byte[] bytes) throws IOException;

}
