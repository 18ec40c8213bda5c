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

package io.github.raytaskrunner.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.util.unit.DataSize;

/**
 * Maps {@code ray.init.*} properties to the arguments of Python's {@code ray.init}.
 */
final class RayInitArguments {

	private RayInitArguments() {
	}

	static Map<String, Object> of(RayProperties.Init properties) {
		Map<String, Object> arguments = new LinkedHashMap<>();
		PropertyMapper map = PropertyMapper.get();
		map.from(properties::numCpus).to((value) -> arguments.put("num_cpus", value));
		map.from(properties::numGpus).to((value) -> arguments.put("num_gpus", value));
		map.from(properties::resources)
			.when((value) -> !value.isEmpty())
			.to((value) -> arguments.put("resources", value));
		map.from(properties::labels).when((value) -> !value.isEmpty()).to((value) -> arguments.put("labels", value));
		map.from(properties::objectStoreMemory)
			.as(DataSize::toBytes)
			.to((value) -> arguments.put("object_store_memory", value));
		map.from(properties::namespace).whenHasText().to((value) -> arguments.put("namespace", value));
		map.from(properties::dashboardPort).to((value) -> arguments.put("dashboard_port", value));
		return arguments;
	}

}
