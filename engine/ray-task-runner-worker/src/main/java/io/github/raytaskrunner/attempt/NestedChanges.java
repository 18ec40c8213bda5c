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
 * States and progress of tasks that tasks submitted.
 *
 * @param changes the changes, serialized by the application's classes, those of each task
 * in order
 * @param leftOut how many other changes were left out, because there were too many
 */
public record NestedChanges(List<byte[]> changes, long leftOut) {

}
