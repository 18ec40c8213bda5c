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

package io.github.raytaskrunner.test;

import java.lang.annotation.Annotation;

import org.junit.jupiter.api.Assumptions;

import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;

/**
 * Aborts tests that cannot have a cluster, and lets each test method have its own
 * records.
 */
class RayTestExecutionListener implements TestExecutionListener {

	@Override
	public void prepareTestInstance(TestContext testContext) {
		if (has(testContext, SharedRayCluster.class)) {
			testContext.getApplicationContext()
				.getBeanProvider(MissingRay.class)
				.ifAvailable((missing) -> Assumptions.abort("No Ray for @SharedRayCluster: " + missing.reason()));
		}
	}

	@Override
	public void beforeTestMethod(TestContext testContext) {
		if (has(testContext, RecordRayTasks.class)) {
			testContext.getApplicationContext().getBean(RecordedTasks.class).clear();
		}
	}

	private static boolean has(TestContext testContext, Class<? extends Annotation> annotation) {
		return TestContextAnnotationUtils.hasAnnotation(testContext.getTestClass(), annotation);
	}

}
