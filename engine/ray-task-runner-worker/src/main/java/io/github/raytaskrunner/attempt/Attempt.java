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

package io.github.raytaskrunner.attempt;

import java.util.List;

/**
 * One attempt to run a task.
 *
 * @param id identifies the attempt and its value, unique within the runner
 * @param name name of the task
 * @param key key of the task
 * @param number number of the attempt among those of the task, counted from 1
 * @param task the serialized task
 * @param upstreams what the task reads of its upstream tasks, in the order it expects
 * them
 */
public record Attempt(long id, String name, String key, int number, byte[] task, List<Upstream> upstreams) {

}
