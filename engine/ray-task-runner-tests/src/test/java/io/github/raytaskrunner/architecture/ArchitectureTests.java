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

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

import org.springframework.beans.factory.BeanNameAware;
import org.springframework.context.Lifecycle;

/**
 * Tests of what the packages may use, as far as their modules do not decide that.
 */
@AnalyzeClasses(locations = Modules.class)
class ArchitectureTests {

	static final String BASE = "io.github.raytaskrunner";

	private static final String ATTEMPT = BASE + ".attempt";

	private static final String WAITING = BASE + ".waiting";

	private static final String THREADS = BASE + ".threads";

	private static final String JDK_INTERNALS = BASE + ".jdk";

	private static final String PROPAGATION = BASE + ".propagation";

	private static final String SERIALIZATION = BASE + ".serialization";

	private static final String GRAPH = SERIALIZATION + ".graph";

	private static final String EXECUTION = BASE + ".execution";

	private static final String PYTHON = BASE + ".python";

	private static final String SETTINGS = BASE + ".settings";

	private static final String HOOKS = BASE + ".hooks";

	private static final String SCHEDULING = BASE + ".scheduling";

	private static final String CACHING = BASE + ".caching";

	private static final String FUTURES = BASE + ".futures";

	private static final String RUNNER = BASE + ".runner";

	private static final String BACKEND = BASE + ".backend";

	private static final String EMBEDDED = BACKEND + ".embedded";

	private static final String RAY = BACKEND + ".ray..";

	private static final String PROTOCOL = BASE + ".protocol";

	private static final String GLOBAL_CONTROL_STORE = BACKEND + ".ray.gcs";

	/**
	 * Packages whose classes are generated.
	 */
	static final String[] GENERATED = { PROTOCOL, GLOBAL_CONTROL_STORE };

	private static final String LINK = BASE + ".link";

	private static final String LAUNCH = BASE + ".launch";

	private static final String CALLS = BASE + ".calls";

	private static final String DRIVER = BASE + ".driver";

	private static final String WORKER = BASE + ".worker";

	private static final String WIRE = BASE + ".wire";

	private static final String WORKER_TASK = WORKER + ".task";

	private static final String CLASS_PATH_INDEX = WORKER + ".ClassPathIndex";

	private static final String METRICS = BASE + ".metrics";

	private static final String CONTEXT = BASE + ".context";

	private static final String OBSERVATION = BASE + ".observation";

	private static final String TEST = BASE + ".test";

	private static final String AUTOCONFIGURE = BASE + ".autoconfigure..";

	private static final String[] JDK = { "java..", "javax.." };

	private static final String PROTOBUF = "com.google.protobuf";

	private static final String NULLNESS = "org.jspecify.annotations";

	@ArchTest
	final ArchRule every_package_has_its_rule = ArchRuleDefinition.classes()
		.should()
		.resideInAnyPackage(BASE, ATTEMPT, WAITING, PROPAGATION, THREADS, JDK_INTERNALS, SERIALIZATION, GRAPH,
				EXECUTION, PYTHON, SETTINGS, HOOKS, SCHEDULING, CACHING, FUTURES, RUNNER, BACKEND, EMBEDDED, RAY,
				PROTOCOL, LINK, LAUNCH, CALLS, DRIVER, WIRE, WORKER, WORKER_TASK, METRICS, CONTEXT, OBSERVATION, TEST,
				AUTOCONFIGURE);

	@ArchTest
	final ArchRule api_stands_almost_alone = ofOurs(BASE).mayUse(WAITING);

	@ArchTest
	final ArchRule attempts_stand_alone = ofAll(ATTEMPT).mayUse(NULLNESS);

	@ArchTest
	final ArchRule wire_speaks_of_attempts = ofAll(WIRE).mayUse(ATTEMPT, NULLNESS);

	@ArchTest
	final ArchRule waiting_stands_alone = ofAll(WAITING).mayUse(NULLNESS);

	@ArchTest
	final ArchRule propagation_uses_the_api = ofOurs(PROPAGATION).mayUse(BASE);

	@ArchTest
	final ArchRule internals_of_the_jdk_stand_alone = ofAll(JDK_INTERNALS).mayUse("sun.reflect", NULLNESS);

	@ArchTest
	final ArchRule threads_stand_almost_alone = ofAll(THREADS).mayUse(JDK_INTERNALS, NULLNESS);

	@ArchTest
	final ArchRule api_speaks_in_terms_of_spring = ArchRuleDefinition.noClasses()
		.that()
		.resideInAPackage(BASE)
		.should()
		.dependOnClassesThat(JavaClass.Predicates
			.resideOutsideOfPackages(Room.with(JDK, BASE, WAITING, NULLNESS, "org.springframework.core",
					"org.springframework.core.retry", "org.springframework.lang", "org.springframework.util..",
					"org.slf4j"))
			.and(DescribedPredicate.not(JavaClass.Predicates.type(Lifecycle.class))));

	@ArchTest
	final ArchRule serialization_uses_the_api = ofOurs(SERIALIZATION).mayUse(BASE, ATTEMPT, PROPAGATION, THREADS,
			GRAPH);

	@ArchTest
	final ArchRule graphs_know_nothing_of_tasks = ofAll(GRAPH).mayUse(JDK_INTERNALS, "sun.reflect", "sun.misc",
			NULLNESS);

	@ArchTest
	final ArchRule execution_uses_serialization = ofOurs(EXECUTION).mayUse(BASE, ATTEMPT, PROPAGATION, THREADS,
			SERIALIZATION);

	@ArchTest
	final ArchRule python_uses_the_api = ofOurs(PYTHON).mayUse(BASE);

	@ArchTest
	final ArchRule hooks_know_nothing_of_scheduling = ofOurs(HOOKS).mayUse(BASE, PROPAGATION, THREADS, SERIALIZATION);

	@ArchTest
	final ArchRule settings_know_nothing_of_scheduling = ofOurs(SETTINGS).mayUse(BASE, ATTEMPT, PROPAGATION,
			SERIALIZATION, BACKEND, HOOKS);

	@ArchTest
	final ArchRule scheduling_uses_the_interface_of_the_backends = ofOurs(SCHEDULING).mayUse(BASE, ATTEMPT, WAITING,
			THREADS, SERIALIZATION, BACKEND, HOOKS, SETTINGS);

	@ArchTest
	final ArchRule caching_uses_the_scheduler = ofOurs(CACHING).mayUse(BASE, WAITING, THREADS, SERIALIZATION, HOOKS,
			SETTINGS, SCHEDULING);

	@ArchTest
	final ArchRule futures_use_the_scheduler = ofOurs(FUTURES).mayUse(BASE, ATTEMPT, WAITING, SERIALIZATION, BACKEND,
			HOOKS, SETTINGS, SCHEDULING);

	@ArchTest
	final ArchRule runner_is_above_the_scheduler = ofOurs(RUNNER).mayUse(BASE, ATTEMPT, WAITING, THREADS, SERIALIZATION,
			PYTHON, BACKEND, HOOKS, SETTINGS, SCHEDULING, CACHING, FUTURES);

	@ArchTest
	final ArchRule interface_of_the_backends_uses_the_api = ofOurs(BACKEND).mayUse(BASE, ATTEMPT, WAITING);

	@ArchTest
	final ArchRule embedded_backend_knows_nothing_of_ray = ofOurs(EMBEDDED).mayUse(BASE, ATTEMPT, THREADS,
			SERIALIZATION, EXECUTION, BACKEND);

	@ArchTest
	final ArchRule ray_backend_knows_its_driver_by_the_protocol = ofOurs(RAY).exceptFor(CLASS_PATH_INDEX)
		.mayUse(BASE, ATTEMPT, WAITING, PROPAGATION, THREADS, BACKEND, PROTOCOL, LINK, LAUNCH);

	@ArchTest
	final ArchRule class_path_of_workers_is_packed_as_they_read_it = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackages(BACKEND + ".ray.code", WORKER)
		.should()
		.dependOnClassesThat()
		.haveFullyQualifiedName(CLASS_PATH_INDEX);

	@ArchTest
	final ArchRule link_stands_almost_alone = ofAll(LINK).mayUse(PROTOBUF, NULLNESS);

	@ArchTest
	final ArchRule launch_stands_alone = ofAll(LAUNCH).mayUse(NULLNESS);

	@ArchTest
	final ArchRule calls_run_on_ray_alone = ofAll(CALLS).mayUse("io.ray..", ATTEMPT, WIRE, WORKER, NULLNESS);

	@ArchTest
	final ArchRule worker_task_runs_on_the_application = ofAll(WORKER_TASK).mayUse(BASE, ATTEMPT, PROPAGATION, THREADS,
			SERIALIZATION, EXECUTION, SETTINGS, RUNNER, BACKEND, LAUNCH, CALLS, WORKER, "io.ray..", "org.slf4j",
			"ch.qos.logback..", "org.apache.commons.logging", NULLNESS);

	@ArchTest
	final ArchRule metrics_use_the_api = ofAll(METRICS).mayUse(BASE, "io.micrometer.core.instrument..", NULLNESS);

	@ArchTest
	final ArchRule context_knows_nothing_of_auto_configuration = ofAll(CONTEXT).mayUse(BASE, PROPAGATION,
			"io.micrometer.context..", NULLNESS);

	@ArchTest
	final ArchRule observation_knows_nothing_of_auto_configuration = ofAll(OBSERVATION).mayUse(BASE, PROPAGATION,
			SERIALIZATION, "io.micrometer.common..", "io.micrometer.observation..", NULLNESS);

	@ArchTest
	final ArchRule tests_of_applications_use_the_api_and_clusters = ofOurs(TEST).mayUse(BASE, BACKEND + ".ray.cluster");

	@ArchTest
	final ArchRule auto_configuration_knows_nothing_of_other_processes = ArchRuleDefinition.noClasses()
		.that()
		.resideInAPackage(AUTOCONFIGURE)
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(PROTOCOL, LAUNCH, CALLS, DRIVER, WIRE, WORKER + "..");

	@ArchTest
	final ArchRule application_has_no_class_of_ray = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackages(CALLS, DRIVER, WORKER, WORKER_TASK)
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.ray..");

	@ArchTest
	final ArchRule micrometer_is_optional = onlyIn("io.micrometer..", METRICS, CONTEXT, OBSERVATION,
			BASE + ".autoconfigure.metrics", BASE + ".autoconfigure.context", BASE + ".autoconfigure.observation");

	@ArchTest
	final ArchRule actuator_is_optional = onlyIn("org.springframework.boot.actuate..",
			BASE + ".autoconfigure.endpoint");

	@ArchTest
	final ArchRule jackson_is_optional = onlyIn("tools.jackson..", BASE + ".autoconfigure.json");

	@ArchTest
	final ArchRule spring_test_is_optional = onlyIn("org.springframework.test..", TEST, BASE + ".autoconfigure.test");

	@ArchTest
	final ArchRule health_is_optional = onlyIn("org.springframework.boot.health..", BASE + ".autoconfigure.health");

	@ArchTest
	final ArchRule containers_are_optional = onlyIn("org.springframework.boot.[docker|testcontainers]..",
			BASE + ".autoconfigure.docker.compose", BASE + ".autoconfigure.testcontainers");

	@ArchTest
	final ArchRule boot_is_a_matter_of_auto_configuration = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackages(AUTOCONFIGURE, TEST)
		.should()
		.dependOnClassesThat(
				JavaClass.Predicates.resideInAnyPackage("org.springframework.boot..", "org.springframework.beans..")
					// reads what Ray's dashboard answers
					.and(JavaClass.Predicates.resideOutsideOfPackages("org.springframework.boot.json"))
					// a runner says who it is when it starts and stops
					.and(DescribedPredicate.not(JavaClass.Predicates.type(BeanNameAware.class))));

	@ArchTest
	final ArchRule packages_have_no_cycles = SlicesRuleDefinition.slices()
		.matching("io.github.(**)")
		.should()
		.beFreeOfCycles();

	@ArchTest
	final ArchRule nobody_logs_with_java_util_logging = GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

	@ArchTest
	final ArchRule application_prints_nothing = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackages(CALLS, DRIVER, WORKER, WORKER_TASK)
		.should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

	@ArchTest
	final ArchRule state_is_not_static = ArchRuleDefinition.fields()
		.that()
		.areStatic()
		.and()
		.areDeclaredInClassesThat()
		.resideOutsideOfPackages(GENERATED)
		.should()
		.beFinal()
		.andShould(notHoldState());

	private static Room ofOurs(String room) {
		return new Room(room, JavaClass.Predicates.resideInAnyPackage(BASE + ".."));
	}

	private static Room ofAll(String room) {
		return new Room(room, JavaClass.Predicates.resideOutsideOfPackages(JDK));
	}

	private static ArchRule onlyIn(String library, String... rooms) {
		return ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages(rooms)
			.should()
			.dependOnClassesThat()
			.resideInAPackage(library);
	}

	/**
	 * What is bound to a thread has to be static to be found. Collections that are
	 * constants are declared by their interface and made by its {@code of}.
	 */
	private static ArchCondition<JavaField> notHoldState() {
		return new ArchCondition<>("not hold state") {

			@Override
			public void check(JavaField field, ConditionEvents events) {
				JavaClass type = field.getRawType();
				boolean state = type.getPackageName().equals("java.util.concurrent.atomic")
						|| (type.isAssignableTo(ThreadLocal.class) && !field.getOwner().getPackageName().equals(BASE))
						|| type.isAssignableTo(Thread.class) || type.isAssignableTo(Executor.class)
						|| type.isAssignableTo(Lock.class)
						|| (isCollection(type) && !type.getModifiers().contains(JavaModifier.ABSTRACT));
				events.add(new SimpleConditionEvent(field, !state, field.getDescription() + " holds state"));
			}

			private boolean isCollection(JavaClass type) {
				return type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class);
			}

		};
	}

}
