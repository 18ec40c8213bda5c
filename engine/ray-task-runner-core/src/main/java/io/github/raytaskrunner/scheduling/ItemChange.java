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

package io.github.raytaskrunner.scheduling;

import java.time.Duration;
import java.time.Instant;

import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.TaskStateChange;
import io.github.raytaskrunner.serialization.ItemNames;
import io.github.raytaskrunner.settings.TaskSpec;
import org.jspecify.annotations.Nullable;

/**
 * A change of the state of an item of a group. Name and key are put together when
 * somebody asks for them, as there may be millions of items.
 */
record ItemChange(TaskSpec common, int index, String itemName, int attempt, @Nullable TaskState previous,
		TaskState state, Instant time, Duration queued, Duration ran) implements TaskStateChange {

	@Override
	public String group() {
		return this.common.commonName();
	}

	@Override
	public String name() {
		return ItemNames.name(this.common.name(), this.itemName);
	}

	@Override
	public String key() {
		return ItemNames.key(this.common.key(), this.index);
	}

	@Override
	public @Nullable String submitter() {
		return this.common.submitter();
	}

	@Override
	public String toString() {
		return "Task '" + name() + "' (" + key() + ") is " + this.state;
	}

}
