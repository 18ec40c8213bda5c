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

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs the tasks of a Spring test on a temporary Ray cluster of this machine, which is
 * started when the first test needs it and then shared by all tests of this JVM with
 * equal {@code ray.init} and {@code ray.home}. It ends with the JVM, after five minutes
 * without use, or half a minute after one with other settings was started.
 * <p>
 * On a machine without Ray ({@code ray.home}, else {@code ray} on the {@code PATH}) the
 * tests are aborted, and say so. An address that the test sets among its own properties
 * takes precedence.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface SharedRayCluster {

}
