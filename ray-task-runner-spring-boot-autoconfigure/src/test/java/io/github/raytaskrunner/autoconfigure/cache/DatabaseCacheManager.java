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

package io.github.raytaskrunner.autoconfigure.cache;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.support.AbstractValueAdaptingCache;

/**
 * One cache, in a table of a database. Outlives the application if that does.
 */
final class DatabaseCacheManager implements CacheManager {

	private final String name;

	private final String url;

	DatabaseCacheManager(String name, String url) {
		this.name = name;
		this.url = url;
		update("create table if not exists results (id varchar primary key, result binary large object)");
	}

	@Override
	public @Nullable Cache getCache(String name) {
		return name.equals(this.name) ? new DatabaseCache() : null;
	}

	@Override
	public Collection<String> getCacheNames() {
		return List.of(this.name);
	}

	private void update(String sql, Object... parameters) {
		try (Connection connection = DriverManager.getConnection(this.url);
				PreparedStatement statement = connection.prepareStatement(sql)) {
			for (int i = 0; i < parameters.length; i++) {
				statement.setObject(i + 1, parameters[i]);
			}
			statement.executeUpdate();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private final class DatabaseCache extends AbstractValueAdaptingCache {

		DatabaseCache() {
			super(false);
		}

		@Override
		protected @Nullable Object lookup(Object key) {
			try (Connection connection = DriverManager.getConnection(DatabaseCacheManager.this.url);
					PreparedStatement statement = connection
						.prepareStatement("select result from results where id = ?")) {
				statement.setString(1, key.toString());
				ResultSet found = statement.executeQuery();
				return found.next() ? found.getBytes(1) : null;
			}
			catch (SQLException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public void put(Object key, @Nullable Object value) {
			update("merge into results (id, result) values (?, ?)", key.toString(), toStoreValue(value));
		}

		@Override
		public String getName() {
			return DatabaseCacheManager.this.name;
		}

		@Override
		public Object getNativeCache() {
			return DatabaseCacheManager.this;
		}

		@Override
		public <T> @Nullable T get(Object key, Callable<T> valueLoader) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void evict(Object key) {
			update("delete from results where id = ?", key.toString());
		}

		@Override
		public void clear() {
			update("delete from results");
		}

	}

}
