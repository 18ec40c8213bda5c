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

package io.github.raytaskrunner.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * Observations of tasks.
 */
public enum RayTaskObservation implements ObservationDocumentation {

	/**
	 * A task from its submission to its final state, or all items of a {@code map}
	 * together. Its parent is the observation that is current where the task is
	 * submitted.
	 */
	TASK {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultRayTaskObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return TaskLowCardinalityKeyNames.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return TaskHighCardinalityKeyNames.values();
		}

	},

	/**
	 * An attempt of a task while it runs, or one of several items of a {@code map} that
	 * run one after another. Its parent is the observation of the task.
	 */
	RUN {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultRayTaskRunObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return RunLowCardinalityKeyNames.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return RunHighCardinalityKeyNames.values();
		}

	};

	@Override
	public String getPrefix() {
		return "ray.task";
	}

	/**
	 * Names of the keys of {@link RayTaskObservation#TASK} with few values.
	 */
	public enum TaskLowCardinalityKeyNames implements KeyName {

		/**
		 * Name of the task, without that of an item.
		 */
		NAME {

			@Override
			public String asString() {
				return "ray.task.name";
			}

		},

		/**
		 * Final state of the task, such as {@code completed} or {@code timed_out}, or
		 * {@code refused} if it was not accepted; {@code none} before the end.
		 */
		STATE {

			@Override
			public String asString() {
				return "ray.task.state";
			}

		}

	}

	/**
	 * Names of the keys of {@link RayTaskObservation#TASK} with many values.
	 */
	public enum TaskHighCardinalityKeyNames implements KeyName {

		/**
		 * Key of the task. The keys of the items of a {@code map} begin with it.
		 */
		KEY {

			@Override
			public String asString() {
				return "ray.task.key";
			}

		}

	}

	/**
	 * Names of the keys of {@link RayTaskObservation#RUN} with few values.
	 */
	public enum RunLowCardinalityKeyNames implements KeyName {

		/**
		 * Name of the task, without that of an item.
		 */
		NAME {

			@Override
			public String asString() {
				return "ray.task.name";
			}

		}

	}

	/**
	 * Names of the keys of {@link RayTaskObservation#RUN} with many values.
	 */
	public enum RunHighCardinalityKeyNames implements KeyName {

		/**
		 * Key of the task or of the item. Several items together have the key of their
		 * {@code map}.
		 */
		KEY {

			@Override
			public String asString() {
				return "ray.task.key";
			}

		},

		/**
		 * Number of the attempt, counted from 1.
		 */
		ATTEMPT {

			@Override
			public String asString() {
				return "ray.task.attempt";
			}

		}

	}

}
