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
 * runs, with the same advice around it as any other call of the bean; its arguments and
 * its value travel like everything that a task captures.
 * <p>
 * The method returns nothing, or a {@link RayTaskFuture},
 * {@link java.util.concurrent.CompletableFuture}, {@code CompletionStage} or
 * {@code Future}. Its own code returns a future as well, either of a task that it has
 * submitted or of the value, by {@link RayTaskFuture#completed(Object)} or
 * {@code CompletableFuture.completedFuture}. The exception of a method that returns
 * nothing is logged.
 * <p>
 * It can be used as a meta-annotation.
 * <p>
 * Like all advice of Spring, it takes effect only for calls from outside of the bean. A
 * method is refused when the bean is created if it is private or static, if it is final
 * or of a final class (unless the bean is proxied by its interfaces), if it is a
 * {@code suspend} function of Kotlin, if it has another return type, or if the bean is
 * not a singleton. An unknown runner or profile is refused at startup.
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
