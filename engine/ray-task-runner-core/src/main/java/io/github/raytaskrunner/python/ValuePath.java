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

package io.github.raytaskrunner.python;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

import io.github.raytaskrunner.TaskSerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Where someone is within a value, to say so if it cannot be passed.
 */
final class ValuePath {

	/**
	 * Deeper than any data, and no more than Python's library takes.
	 */
	private static final int MAX_DEPTH = 200;

	private final Deque<Object> steps = new ArrayDeque<>();

	private final String subject;

	/**
	 * Create a new path.
	 * @param subject begins the message
	 */
	ValuePath(String subject) {
		this.subject = subject;
	}

	/**
	 * Go to what has a name: a component of a record, or a whole value.
	 */
	void enter(String name) {
		push(new Name(name));
	}

	/**
	 * Go to an element.
	 */
	void enter(int index) {
		push(index);
	}

	/**
	 * Go to what a key has in a map.
	 */
	void enterKey(@Nullable Object key) {
		push(new Key(key));
	}

	private void push(Object step) {
		this.steps.addLast(step);
		if (this.steps.size() > MAX_DEPTH) {
			while (this.steps.size() > 5) {
				this.steps.removeLast();
			}
			throw refuse("what is there holds itself, or more than " + MAX_DEPTH + " levels");
		}
	}

	/**
	 * Go back to where the last step began.
	 */
	void leave() {
		this.steps.removeLast();
	}

	/**
	 * Return an exception that names this place.
	 * @param reason what is wrong with what is here
	 */
	TaskSerializationException refuse(String reason) {
		return refuse(reason, null);
	}

	TaskSerializationException refuse(String reason, @Nullable Throwable cause) {
		return new TaskSerializationException(this.subject + this + ": " + reason, cause);
	}

	@Override
	public String toString() {
		StringBuilder path = new StringBuilder();
		Iterator<Object> iterator = this.steps.iterator();
		while (iterator.hasNext()) {
			Object step = iterator.next();
			if (step instanceof Name name) {
				path.append(path.isEmpty() ? "" : ".").append(name.name());
			}
			else if (step instanceof Key key) {
				path.append('[')
					.append((key.key() instanceof String text) ? "\"" + text + "\"" : key.key())
					.append(']');
			}
			else {
				path.append('[').append(step).append(']');
			}
		}
		return path.toString();
	}

	/**
	 * Step to what has a name.
	 *
	 * @param name the name
	 */
	private record Name(String name) {

	}

	/**
	 * Step to what a key has.
	 *
	 * @param key the key
	 */
	private record Key(@Nullable Object key) {

	}

}
