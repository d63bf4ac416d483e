//! A configuration as JSON says it: for settings files, and for callers in other languages.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::RunConfig;
use crate::error::{Error, ErrorKind, Result};
use crate::message::JsonObject;

impl RunConfig {
    /// Reads the keys that LangChain knows; any other key is a configurable value. `null` says nothing.
    ///
    /// ```
    /// use runnable::RunConfig;
    /// use serde_json::json;
    ///
    /// let config = RunConfig::from_json(json!({"tags": ["t"], "session_id": "a"}))?;
    /// assert_eq!(config, RunConfig::new().tags(["t"]).configurable("session_id", "a"));
    /// # Ok::<(), runnable::Error>(())
    /// ```
    ///
    /// # Errors
    /// It is no object, a key has a value of the wrong type, or it has `callbacks`, which are code.
    pub fn from_json(config: Value) -> Result<Self> {
        let Value::Object(keys) = config else { return Err(wrong("a configuration is a JSON object")) };
        keys.into_iter().filter(|(_, value)| !value.is_null()).try_fold(
            Self::new(),
            |config, (key, value)| {
                Ok(match key.as_str() {
                    "tags" => config.tags(read::<Vec<String>>(&key, value)?),
                    "run_name" => config.run_name(read::<String>(&key, value)?),
                    "run_id" => config.run_id(read(&key, value)?),
                    "max_concurrency" => config.max_concurrency(read(&key, value)?),
                    "recursion_limit" => config.recursion_limit(read(&key, value)?),
                    "metadata" => Self { metadata: merged(config.metadata, &key, value)?, ..config },
                    "configurable" => {
                        Self { configurable: merged(config.configurable, &key, value)?, ..config }
                    }
                    "callbacks" => {
                        return Err(wrong("`callbacks` are code: add them with `RunConfig::callback`"));
                    }
                    _ => config.configurable(key, value),
                })
            },
        )
    }
}

fn merged(mut object: JsonObject, key: &str, value: Value) -> Result<JsonObject> {
    object.extend(read::<JsonObject>(key, value)?);
    Ok(object)
}

fn read<T: DeserializeOwned>(key: &str, value: Value) -> Result<T> {
    serde_json::from_value(value)
        .map_err(|error| wrong(format!("`{key}` of a configuration has the wrong type")).with_source(error))
}

fn wrong(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Config, message)
}
