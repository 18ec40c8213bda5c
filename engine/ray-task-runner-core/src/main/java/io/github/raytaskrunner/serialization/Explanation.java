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

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import io.github.raytaskrunner.TaskSerializationException;
import io.github.raytaskrunner.serialization.graph.GraphCodec;
import io.github.raytaskrunner.serialization.graph.RefusedException;
import io.github.raytaskrunner.serialization.graph.TooDeepException;
import io.github.raytaskrunner.serialization.graph.UnreadableException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what exactly cannot travel, and says so.
 */
final class Explanation {

	private static final String ADVICE = ". Capture or return only data, and create what belongs to a process"
			+ " where it is used.";

	private final Refusals refusals = new Refusals();

	private final Function<Object, @Nullable Throwable> attempt;

	/**
	 * Create a new instance.
	 * @param attempt writes and reads an object on its own, and returns what went wrong
	 * or {@code null}
	 */
	Explanation(Function<Object, @Nullable Throwable> attempt) {
		this.attempt = attempt;
	}

	/**
	 * Explain a failure.
	 * @param subject what begins the message
	 * @param root the object that could not be written or read back
	 * @param failure what was thrown
	 * @return the exception to throw
	 */
	TaskSerializationException explain(String subject, ObjectPath root, Throwable failure) {
		Throwable reason = RootCause.of(failure);
		String detail;
		if (reason instanceof RefusedException refused) {
			detail = located(find(root, refused), describe(refused.refused()), refused.reason());
			return new TaskSerializationException(subject + ": " + detail + ADVICE, null);
		}
		if (reason instanceof TooDeepException || reason instanceof StackOverflowError) {
			ObjectPath deep = ObjectGraph.find(root, (path) -> path.depth() > GraphCodec.MAX_DEPTH);
			// without such a row, code of the objects never returned
			if (deep != null || reason instanceof TooDeepException) {
				detail = located(deep, null, "objects refer to one another in a row of more than about "
						+ GraphCodec.MAX_DEPTH + "; hold them in a collection instead");
				return new TaskSerializationException(subject + ": " + detail, null);
			}
		}
		Map<Class<?>, Optional<String>> reasons = new HashMap<>();
		ObjectPath known = ObjectGraph.find(root,
				(path) -> reasons
					.computeIfAbsent(path.object().getClass(),
							(type) -> Optional.ofNullable(this.refusals.reason(type)))
					.isPresent());
		if (known != null) {
			String text = Objects.requireNonNull(this.refusals.reason(known.object().getClass()));
			return new TaskSerializationException(subject + ": " + located(known, null, text) + ADVICE, reason);
		}
		Map<Object, Throwable> failures = new IdentityHashMap<>();
		ObjectPath innermost = ObjectGraph.descend(root, (object) -> {
			Throwable each = this.attempt.apply(object);
			if (each != null) {
				failures.put(object, RootCause.of(each));
			}
			return each != null;
		});
		detail = located(innermost, null, describe(failures.getOrDefault(innermost.object(), reason)));
		return new TaskSerializationException(subject + ": " + detail + ADVICE, reason);
	}

	/**
	 * Explain that bytes could not be read.
	 * @param subject what begins the message
	 * @param failure what was thrown
	 * @return the exception to throw
	 */
	static TaskSerializationException notRebuilt(String subject, Throwable failure) {
		if (failure instanceof TaskSerializationException explained) {
			return explained;
		}
		Throwable cause = RootCause.of(failure);
		return new TaskSerializationException(subject + " cannot be rebuilt here: " + cause, cause);
	}

	private static @Nullable ObjectPath find(ObjectPath root, RefusedException refused) {
		ObjectPath path = ObjectGraph.find(root, (candidate) -> candidate.object() == refused.refused());
		return (path != null) ? path : ObjectGraph.follow(root, refused.path(), refused.refused());
	}

	private static String located(@Nullable ObjectPath path, @Nullable String otherwise, String reason) {
		String where = (path != null) ? path.describe() : otherwise;
		return (where != null && !where.isEmpty()) ? where + ": " + reason : reason;
	}

	private static String describe(Object refused) {
		return "an object of " + TypeNames.display(refused.getClass());
	}

	private static String describe(Throwable reason) {
		String message = reason.getMessage();
		if (reason instanceof UnreadableException) {
			return "it cannot be written or read back: " + message;
		}
		String type = reason.getClass().getSimpleName();
		return "it cannot be written or read back, " + ((message != null) ? type + ": " + message : type);
	}

}
