"""Anthropic's Messages."""

import anthropic
from conversation import *

LIBRARY = "anthropic"
client = anthropic.Anthropic(api_key="key")


def user(content):
    return {"role": "user", "content": content}


def ask(messages=[user("Name a fish.")], max_tokens=100, **options):
    return client.messages.create(model="claude-haiku-4-5", messages=messages, max_tokens=max_tokens, **options)


def call(id, input):
    return {"type": "tool_use", "id": id, "name": TOOL, "input": input}


def result(id, text, **more):
    return {"type": "tool_result", "tool_use_id": id, "content": text, **more}


def message(*content):
    return {
        "id": "msg_1", "type": "message", "role": "assistant", "model": "claude-haiku-4-5", "content": content,
        "stop_reason": "end_turn", "stop_sequence": None, "usage": {"input_tokens": 1, "output_tokens": 1},
    }


def go_on(**options):
    messages = [user(QUESTION)]
    content = ask(messages, tools=[tool], **options).content
    calls = [block for block in content if block.type == "tool_use"]
    results = [result(call.id, text, **more) for call, (text, more) in zip(calls, outcomes)]
    ask([*messages, {"role": "assistant", "content": content}, user(results)], tools=[tool], **options)


outcomes = [(RESULT, {}), (ERROR, {"is_error": True})]
tool = {"name": TOOL, "description": TOOL_DESCRIPTION, "input_schema": TOOL_SCHEMA}
what = {"type": "text", "text": "What is this?"}
picture = {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": PICTURE}}
document = {
    "type": "document",
    "source": {"type": "base64", "media_type": "application/pdf", "data": DOCUMENT},
    "title": DOCUMENT_NAME,
}
calls = [call("call00001", CITIES[0]), call("call00002", CITIES[1])]
thought = {"type": "thinking", "thinking": "I need the weather.", "signature": "c2lnbmVk"}
hidden = {"type": "redacted_thinking", "data": "c2VjcmV0"}

PLAIN = message({"type": "text", "text": "Goldfish.", "citations": None})
ANSWERS = {
    "results": message({"type": "text", "text": SAID, "citations": None}, *calls),
    "thoughts": message(thought, hidden, calls[0]),
}

CASES = {
    "text": lambda: ask(),
    "stream": lambda: ask(stream=True),
    "turns": lambda: ask(
        [user("Name a fish."), {"role": "assistant", "content": "Goldfish."}, user("Another.")], system=SYSTEM
    ),
    "stop": lambda: ask(stop_sequences=["\n\n", "END"]),
    "tools": lambda: ask(tools=[tool]),
    "choice_auto": lambda: ask(tools=[tool], tool_choice={"type": "auto"}),
    "choice_any": lambda: ask(tools=[tool], tool_choice={"type": "any"}),
    "choice_none": lambda: ask(tools=[tool], tool_choice={"type": "none"}),
    "choice_named": lambda: ask(tools=[tool], tool_choice={"type": "tool", "name": TOOL}),
    "one_call_at_a_time": lambda: ask(
        tools=[tool], tool_choice={"type": "auto", "disable_parallel_tool_use": True}
    ),
    "told_calls": lambda: ask(
        [
            user(QUESTION),
            {"role": "assistant", "content": calls},
            user([result("call00001", RESULT), result("call00002", ERROR, is_error=True)]),
            {"role": "assistant", "content": TOLD},
            user(NEXT),
        ],
        tools=[tool],
    ),
    "result_picture": lambda: ask(
        [
            user(QUESTION),
            {"role": "assistant", "content": calls[:1]},
            user([result("call00001", [{"type": "text", "text": RESULT}, picture])]),
        ],
        tools=[tool],
    ),
    "results": go_on,
    "picture": lambda: ask([user([what, picture])]),
    "picture_url": lambda: ask([user([what, {"type": "image", "source": {"type": "url", "url": PICTURE_URL}}])]),
    "document": lambda: ask([user([what, document])]),
    "document_url": lambda: ask([
        user([what, {"type": "document", "source": {"type": "url", "url": DOCUMENT_URL}}])
    ]),
    "form": lambda: ask(output_config={"format": {"type": "json_schema", "schema": FORM_SCHEMA}}),
    "reasoning": lambda: ask(max_tokens=2048, thinking={"type": "enabled", "budget_tokens": 1024}),
    "thoughts": lambda: go_on(max_tokens=2048, thinking={"type": "enabled", "budget_tokens": 1024}),
}
