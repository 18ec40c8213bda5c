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

package io.github.raytaskrunner.contract;

import org.junit.jupiter.api.Nested;

/**
 * What a runner does with the nodes of a cluster: large values, tasks at the same time
 * and tasks of tasks may be on different ones. And what takes runners of its own, which
 * start sooner on a cluster that runs. Of all else a backend sees no nodes.
 */
public abstract class SeveralNodesContract extends RunnerContract {

	@Nested
	class Values extends ValuesContract {

		Values() {
			super(SeveralNodesContract.this);
		}

	}

	@Nested
	class SharedValues extends SharedValuesContract {

		SharedValues() {
			super(SeveralNodesContract.this);
		}

	}

	@Nested
	class Memory extends MemoryContract {

		Memory() {
			super(SeveralNodesContract.this);
		}

	}

	@Nested
	class Graphs extends GraphsContract {

		Graphs() {
			super(SeveralNodesContract.this);
		}

	}

	@Nested
	class Parallelism extends ParallelismContract {

		Parallelism() {
			super(SeveralNodesContract.this);
		}

	}

	@Nested
	class Nesting extends NestingContract {

		Nesting() {
			super(SeveralNodesContract.this);
		}

	}

	@Nested
	class DeepNesting extends DeepNestingContract {

		DeepNesting() {
			super(SeveralNodesContract.this);
		}

	}

	@Nested
	class Options extends OptionsContract {

		Options() {
			super(SeveralNodesContract.this);
		}

	}

	@Nested
	class LifeCycle extends LifeCycleContract {

		LifeCycle() {
			super(SeveralNodesContract.this);
		}

	}

	@Nested
	class BackPressure extends BackPressureContract {

		BackPressure() {
			super(SeveralNodesContract.this);
		}

	}

	@Nested
	class Crashes extends CrashesContract {

		Crashes() {
			super(SeveralNodesContract.this);
		}

	}

	@Nested
	class Races extends RacesContract {

		Races() {
			super(SeveralNodesContract.this);
		}

	}

}
