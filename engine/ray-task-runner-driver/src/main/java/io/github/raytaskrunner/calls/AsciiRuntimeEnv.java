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

package io.github.raytaskrunner.calls;

import io.ray.api.runtimeenv.RuntimeEnv;
import io.ray.api.runtimeenv.RuntimeEnvConfig;
import org.jspecify.annotations.Nullable;

/**
 * Runtime environment that Ray's Java API passes on as ASCII. Native code takes it in
 * Java's modified UTF-8, and a supplementary character there ends the process. As it is
 * JSON, every character can be an escape.
 */
final class AsciiRuntimeEnv implements RuntimeEnv {

	private final RuntimeEnv runtimeEnv;

	AsciiRuntimeEnv(RuntimeEnv runtimeEnv) {
		this.runtimeEnv = runtimeEnv;
	}

	@Override
	public String serialize() {
		return ascii(this.runtimeEnv.serialize());
	}

	@Override
	public String serializeToRuntimeEnvInfo() {
		return ascii(this.runtimeEnv.serializeToRuntimeEnvInfo());
	}

	static String ascii(String json) {
		StringBuilder ascii = new StringBuilder(json.length());
		json.chars().forEach((character) -> {
			if (character < 0x7f) {
				ascii.append((char) character);
			}
			else {
				ascii.append(String.format("\\u%04x", character));
			}
		});
		return ascii.toString();
	}

	@Override
	public void set(String name, Object value) {
		this.runtimeEnv.set(name, value);
	}

	@Override
	public void setJsonStr(String name, String json) {
		this.runtimeEnv.setJsonStr(name, json);
	}

	@Override
	public <T> @Nullable T get(String name, Class<T> type) {
		return this.runtimeEnv.get(name, type);
	}

	@Override
	public @Nullable String getJsonStr(String name) {
		return this.runtimeEnv.getJsonStr(name);
	}

	@Override
	public boolean contains(String name) {
		return this.runtimeEnv.contains(name);
	}

	@Override
	public boolean remove(String name) {
		return this.runtimeEnv.remove(name);
	}

	@Override
	public boolean isEmpty() {
		return this.runtimeEnv.isEmpty();
	}

	@Override
	public void setConfig(RuntimeEnvConfig config) {
		this.runtimeEnv.setConfig(config);
	}

	@Override
	public @Nullable RuntimeEnvConfig getConfig() {
		return this.runtimeEnv.getConfig();
	}

}
