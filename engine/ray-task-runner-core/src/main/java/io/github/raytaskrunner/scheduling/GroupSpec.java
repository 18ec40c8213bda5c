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

import java.util.List;

import io.github.raytaskrunner.serialization.ItemNames;
import io.github.raytaskrunner.serialization.SerializedFunction;
import io.github.raytaskrunner.settings.TaskSpec;
import org.jspecify.annotations.Nullable;

/**
 * What the items of a group have in common.
 *
 * @param common how each task is run, with the name of all and the key of the group
 * @param function the function
 * @param baggage what goes with each item
 * @param functionValue task whose value is the function, or {@code null} if the function
 * is sent with each chunk
 * @param dependencies what each task depends on, {@code functionValue} included
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record GroupSpec(TaskSpec common, SerializedFunction function, byte[] baggage, @Nullable Task functionValue,
		List<Dependency> dependencies) {

	/**
	 * Return how a task is run that stands for several items.
	 * @return the spec
	 */
	TaskSpec ofSeveral() {
		return new TaskSpec(this.common.commonName(), this.common.name(), this.common.key(), this.common.resources(),
				null, 0, null, null, this.common.submitter(), this.common.depth());
	}

	/**
	 * Return how the task of an item is run.
	 * @param index index of the item
	 * @param name its name
	 * @return the spec
	 */
	TaskSpec ofItem(int index, String name) {
		return new TaskSpec(this.common.commonName(), ItemNames.name(this.common.name(), name),
				ItemNames.key(this.common.key(), index), this.common.resources(), this.common.retryPolicy(),
				this.common.crashRetries(), null, null, this.common.submitter(), this.common.depth());
	}

	/**
	 * Return the index of an item with some key.
	 * @param itemKey the key of an item of this group
	 * @return the index, or -1 if the key is of no item
	 */
	int indexOf(String itemKey) {
		try {
			int index = Integer.parseInt(itemKey.substring(this.common.key().length() + 1));
			return ItemNames.key(this.common.key(), index).equals(itemKey) ? index : -1;
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

	/**
	 * Return the same spec for a group whose items have all ended.
	 * @return the spec without the function
	 */
	GroupSpec withoutFunction() {
		SerializedFunction nothing = new SerializedFunction(new byte[0], this.function.immutable(), List.of());
		return new GroupSpec(this.common, nothing, new byte[0], null, List.of());
	}

	byte @Nullable [] inlineFunction() {
		return (this.functionValue != null) ? null : this.function.bytes();
	}

}
