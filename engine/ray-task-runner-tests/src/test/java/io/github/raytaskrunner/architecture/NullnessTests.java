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

package io.github.raytaskrunner.architecture;

import java.lang.annotation.Annotation;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.jspecify.annotations.NullMarked;

/**
 * Tests that NullAway looks at all packages but that of generated classes.
 */
@AnalyzeClasses(locations = Modules.class)
class NullnessTests {

	@ArchTest
	final ArchRule packages_say_what_may_be_null = ArchRuleDefinition.classes()
		.that()
		.resideOutsideOfPackages(ArchitectureTests.GENERATED)
		.should(resideInAPackageThatIs(NullMarked.class));

	private static ArchCondition<JavaClass> resideInAPackageThatIs(Class<? extends Annotation> annotation) {
		return new ArchCondition<>("reside in a package annotated with @" + annotation.getSimpleName()) {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				boolean annotated = CanBeAnnotated.Predicates.annotatedWith(annotation).test(type.getPackage());
				events.add(new SimpleConditionEvent(type, annotated,
						"Package of " + type.getName() + " is not annotated with @" + annotation.getSimpleName()));
			}

		};
	}

}
