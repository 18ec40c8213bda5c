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

package io.github.raytaskrunner.testsupport;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.springframework.boot.json.JsonParserFactory;

/**
 * Reads answers of the dashboard's state API, below {@code /api/v0/}.
 */
public final class StateApi {

	private StateApi() {
	}

	/**
	 * Return the entries of a list.
	 * @param body body of the answer
	 * @return the entries, by the name of the field
	 * @throws IllegalStateException if the body has none
	 */
	@SuppressWarnings("unchecked")
	public static List<Map<String, Object>> entries(String body) {
		if (JsonParserFactory.getJsonParser().parseMap(body).get("data") instanceof Map<?, ?> data
				&& data.get("result") instanceof Map<?, ?> result) {
			return (List<Map<String, Object>>) Objects.requireNonNull(result.get("result"));
		}
		throw new IllegalStateException("No list: " + body);
	}

}
