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

package io.github.raytaskrunner;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs a method of a Spring bean as a task: calling it submits the task and returns
 * without waiting for it. The method runs on the bean of the same name where the task
 * runs, with the same advice around it as every call of the bean has; its arguments and
 * its value travel as everything that a task captured does.
 * <p>
 * The method returns nothing, or a {@link RayTaskFuture},
 * {@link java.util.concurrent.CompletableFuture}, {@code CompletionStage} or
 * {@code Future}. What its own code returns is a future as well, with the value or of a
 * task that it has submitted: {@link RayTaskFuture#completed(Object)} or
 * {@code CompletableFuture.completedFuture}. If it returns nothing, its exception is
 * logged.
 * <p>
 * It may stand at an annotation of your own, which then stands for it.
 * <p>
 * As all advice of Spring, it needs a call from outside of the bean. Refused when the
 * bean is created is a method that is private or static, one that is final or of a final
 * class unless the bean is behind its interfaces, a {@code suspend} function of Kotlin,
 * one that returns anything else, and one of a bean that is no singleton. A runner or a
 * profile that there is not is refused at the start.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface RayTask {

	/**
	 * Name of a profile ({@code ray.profiles.<name>.*}) with the options of the task.
	 * @return the name, or an empty text for none
	 */
	String profile() default "";

	/**
	 * Name of the task, which metrics and Ray's dashboard show.
	 * @return the name, or an empty text for that of the class and method
	 */
	String name() default "";

	/**
	 * Name of the bean that is the runner, where there are several.
	 * @return the name, or an empty text for the only or primary one
	 */
	String runner() default "";

}
