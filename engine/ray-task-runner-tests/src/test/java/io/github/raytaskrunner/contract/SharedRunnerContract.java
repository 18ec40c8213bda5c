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
 * What a runner does on every backend, so far as its tests share one.
 */
public abstract class SharedRunnerContract extends RunnerContract {

	@Nested
	class Values extends ValuesContract {

		Values() {
			super(SharedRunnerContract.this);
		}

	}

	@Nested
	class Travel extends TravelContract {

		Travel() {
			super(SharedRunnerContract.this);
		}

	}

	@Nested
	class Failures extends FailuresContract {

		Failures() {
			super(SharedRunnerContract.this);
		}

	}

	@Nested
	class Waiting extends WaitingContract {

		Waiting() {
			super(SharedRunnerContract.this);
		}

	}

	@Nested
	class Callbacks extends CallbacksContract {

		Callbacks() {
			super(SharedRunnerContract.this);
		}

	}

	@Nested
	class Isolation extends IsolationContract {

		Isolation() {
			super(SharedRunnerContract.this);
		}

	}

	@Nested
	class Graphs extends GraphsContract {

		Graphs() {
			super(SharedRunnerContract.this);
		}

	}

	@Nested
	class Parallelism extends ParallelismContract {

		Parallelism() {
			super(SharedRunnerContract.this);
		}

	}

	@Nested
	class Memory extends MemoryContract {

		Memory() {
			super(SharedRunnerContract.this);
		}

	}

	@Nested
	class Retries extends RetriesContract {

		Retries() {
			super(SharedRunnerContract.this);
		}

	}

	@Nested
	class TimeLimits extends TimeLimitsContract {

		TimeLimits() {
			super(SharedRunnerContract.this);
		}

	}

	@Nested
	class Cancel extends CancelContract {

		Cancel() {
			super(SharedRunnerContract.this);
		}

	}

	@Nested
	class UpstreamStates extends UpstreamStatesContract {

		UpstreamStates() {
			super(SharedRunnerContract.this);
		}

	}

	@Nested
	class Nesting extends NestingContract {

		Nesting() {
			super(SharedRunnerContract.this);
		}

	}

	@Nested
	class ForeignFutures extends ForeignFuturesContract {

		ForeignFutures() {
			super(SharedRunnerContract.this);
		}

	}

	@Nested
	class Stages extends StagesContract {

		Stages() {
			super(SharedRunnerContract.this);
		}

	}

	@Nested
	class Text extends TextContract {

		Text() {
			super(SharedRunnerContract.this);
		}

	}

	@Nested
	class Keys extends KeysContract {

		Keys() {
			super(SharedRunnerContract.this);
		}

	}

	@Nested
	class SharedValues extends SharedValuesContract {

		SharedValues() {
			super(SharedRunnerContract.this);
		}

	}

	@Nested
	class Map extends MapContract {

		Map() {
			super(SharedRunnerContract.this);
		}

	}

	@Nested
	class Complaints extends ComplaintsContract {

		Complaints() {
			super(SharedRunnerContract.this);
		}

	}

	@Nested
	class StateChanges extends StateChangesContract {

		StateChanges() {
			super(SharedRunnerContract.this);
		}

	}

	@Nested
	class Caches extends CachesContract {

		Caches() {
			super(SharedRunnerContract.this);
		}

	}

	@Nested
	class Progress extends ProgressContract {

		Progress() {
			super(SharedRunnerContract.this);
		}

	}

}
