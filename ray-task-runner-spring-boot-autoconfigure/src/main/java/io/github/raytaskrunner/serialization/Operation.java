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

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.github.raytaskrunner.RayTaskRunner;
import org.jspecify.annotations.Nullable;

/**
 * State of the one write or read that a {@link Codec} is busy with, shared by its
 * serializers. Used by one thread at a time.
 */
final class Operation {

	private final List<Runnable> provenBy = new ArrayList<>();

	private boolean unproven;

	private @Nullable Upstreams upstreams;

	private @Nullable TaskInputs inputs;

	void startWrite(@Nullable Upstreams upstreams) {
		this.upstreams = upstreams;
		this.provenBy.clear();
		this.unproven = false;
	}

	void startRead(@Nullable TaskInputs inputs) {
		this.inputs = inputs;
	}

	void end() {
		this.upstreams = null;
		this.inputs = null;
	}

	/**
	 * Note that the present write meets a class for the first time.
	 */
	void foundNewClass() {
		this.unproven = true;
	}

	/**
	 * Note that the present write holds an object of a class that has not been read back
	 * yet.
	 * @param proven called when it has been read back
	 */
	void foundUnproven(Runnable proven) {
		this.unproven = true;
		this.provenBy.add(proven);
	}

	boolean isUnproven() {
		return this.unproven;
	}

	void proved() {
		this.provenBy.forEach(Runnable::run);
		this.provenBy.clear();
		this.unproven = false;
	}

	@Nullable Upstreams upstreams() {
		return this.upstreams;
	}

	UpstreamResult upstream(int index) {
		return inputs().upstreams().apply(index);
	}

	@Nullable RayTaskRunner runner() {
		Supplier<RayTaskRunner> runner = inputs().runner();
		return (runner != null) ? runner.get() : null;
	}

	private TaskInputs inputs() {
		if (this.inputs == null) {
			throw new IllegalStateException("This is the place of a task only");
		}
		return this.inputs;
	}

}
