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

package io.github.raytaskrunner.attempt;

import java.util.Map;

/**
 * What happens to an attempt. Every attempt ends with exactly one event that is neither
 * {@link Started} nor {@link Progressed}.
 */
public sealed interface AttemptEvent {

	/**
	 * Return the attempt.
	 * @return its id
	 */
	long attempt();

	/**
	 * An attempt started on a worker. May be left out.
	 *
	 * @param attempt id of the attempt
	 */
	record Started(long attempt) implements AttemptEvent {

	}

	/**
	 * An attempt told how far it is. Of several that come at short intervals only the
	 * last is told.
	 *
	 * @param attempt id of the attempt
	 * @param item index of the item that told it, among those that the attempt runs, or
	 * zero if it runs no items
	 * @param done how much of the work is done
	 * @param total how much work there is, or zero if that is not known
	 * @param message what is being done, or empty
	 */
	record Progressed(long attempt, int item, long done, long total, String message) implements AttemptEvent {

		/**
		 * Return whether an event need not be told if this one is.
		 * @param event an earlier event
		 * @return whether it is progress of the same attempt
		 */
		public boolean replaces(AttemptEvent event) {
			return event instanceof Progressed && event.attempt() == this.attempt;
		}

	}

	/**
	 * An attempt ended by itself.
	 *
	 * @param attempt id of the attempt
	 * @param result what it ended with
	 * @param nanos how long it ran in nanoseconds, measured where it ran, or zero if that
	 * is not known
	 */
	record Finished(long attempt, AttemptResult result, long nanos) implements AttemptEvent {

	}

	/**
	 * The process that ran an attempt, or would have, died.
	 *
	 * @param attempt id of the attempt
	 * @param reason what is known about it
	 */
	record Crashed(long attempt, String reason) implements AttemptEvent {

	}

	/**
	 * An attempt could not run because values that it reads are gone.
	 *
	 * @param attempt id of the attempt
	 * @param reasons what is known about each loss, by the id of the attempt whose value
	 * is gone
	 */
	record UpstreamsLost(long attempt, Map<Long, String> reasons) implements AttemptEvent {

	}

	/**
	 * An attempt was given back before it had started: it was taken back, or the process
	 * that had it before it died, and then this comes after the crash of the one that ran
	 * there. Nothing of it has run.
	 *
	 * @param attempt id of the attempt
	 */
	record Returned(long attempt) implements AttemptEvent {

	}

}
