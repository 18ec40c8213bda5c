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

package io.github.raytaskrunner.driver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptEvent.Progressed;

/**
 * Keeps progress back while the application is not reached or slow, the last of each
 * attempt that has not ended. Not safe for use by several threads.
 */
final class ProgressBuffer {

	private final Map<Long, Progressed> latest = new LinkedHashMap<>();

	/**
	 * Take events, and return what is to be sent.
	 * @param events the events
	 * @param prompt whether what is sent goes out soon
	 * @return what was kept back and the events, or the events without progress
	 */
	List<AttemptEvent> pass(List<AttemptEvent> events, boolean prompt) {
		List<AttemptEvent> passed = prompt ? take() : new ArrayList<>();
		for (AttemptEvent event : events) {
			if (event instanceof Progressed progressed && !prompt) {
				this.latest.put(event.attempt(), progressed);
				continue;
			}
			if (!(event instanceof AttemptEvent.Started)) {
				Progressed last = this.latest.remove(event.attempt());
				if (last != null) {
					passed.add(last);
				}
			}
			passed.add(event);
		}
		return passed;
	}

	private List<AttemptEvent> take() {
		List<AttemptEvent> taken = new ArrayList<>(this.latest.values());
		this.latest.clear();
		return taken;
	}

}
