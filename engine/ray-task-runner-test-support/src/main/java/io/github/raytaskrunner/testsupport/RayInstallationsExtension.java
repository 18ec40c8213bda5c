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

import java.lang.reflect.AnnotatedElement;
import java.util.Optional;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Provisions what {@link RayInstallations} names, or skips the tests.
 */
class RayInstallationsExtension implements ExecutionCondition {

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		Optional<AnnotatedElement> element = context.getElement();
		Optional<RayInstallations> annotation = AnnotationSupport.findAnnotation(element, RayInstallations.class);
		if (annotation.isEmpty()) {
			return ConditionEvaluationResult.enabled("Needs no installation of Ray");
		}
		Optional<String> reason = RayTestInstallation.reasonToSkip();
		if (reason.isPresent()) {
			return ConditionEvaluationResult.disabled(reason.get());
		}
		for (String version : annotation.get().value()) {
			RayTestInstallation.version(version);
		}
		return ConditionEvaluationResult.enabled("Ray is installed");
	}

}
