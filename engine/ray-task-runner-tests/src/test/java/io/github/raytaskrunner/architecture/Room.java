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

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/**
 * A package, and the classes that it may only use as far as they are allowed.
 *
 * @param name the package
 * @param restricted the classes in question
 */
record Room(String name, DescribedPredicate<JavaClass> restricted) {

	/**
	 * Return the same room, in which a single class may be used too.
	 */
	Room exceptFor(String className) {
		return new Room(this.name, this.restricted.and(DescribedPredicate.not(HasName.Predicates.name(className))));
	}

	ArchRule mayUse(String... allowed) {
		return ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(this.name)
			.should()
			.dependOnClassesThat(
					this.restricted.and(JavaClass.Predicates.resideOutsideOfPackages(with(allowed, this.name))));
	}

	/**
	 * Return packages and others.
	 */
	static String[] with(String[] packages, String... more) {
		String[] all = new String[packages.length + more.length];
		System.arraycopy(packages, 0, all, 0, packages.length);
		System.arraycopy(more, 0, all, packages.length, more.length);
		return all;
	}

}
