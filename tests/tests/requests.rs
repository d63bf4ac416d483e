//! Requests: each dialect sends what its provider's official Python library sends for the same conversation.
//!
//! | file | what is there |
//! |---|---|
//! | `sdk` | what the libraries sent, as JSON, and the script that made them send it |
//! | `conversation` | the conversations, in our types |
//! | `recorded` | the comparison |
//! | `difference` | differences that mean nothing, each with its reason |
//! | the others | a dialect each: its library, its model, its own options and differences |

mod requests {
    mod anthropic;
    mod bedrock;
    mod cohere;
    mod conversation;
    mod difference;
    mod google;
    mod mistral;
    mod ollama;
    mod openai;
    mod openai_responses;
    mod recorded;
}
