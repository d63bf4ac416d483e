"""Ollama's chat."""

import base64

import ollama
from conversation import *

LIBRARY = "ollama"
client = ollama.Client()


def user(content, **more):
    return {"role": "user", "content": content, **more}


def ask(messages=[user("Name a fish.")], **options):
    return client.chat(model="qwen3", messages=messages, **options)


def call(arguments, **more):
    return {"function": {"name": TOOL, "arguments": arguments}, **more}


def result(text):
    return {"role": "tool", "tool_name": TOOL, "content": text}


def response(**message):
    message = {"role": "assistant", **message}
    return {"model": "qwen3", "created_at": "2026-11-23T00:00:00Z", "message": message, "done": True}


def go_on(**options):
    messages = [user(QUESTION)]
    answer = ask(messages, tools=[tool], **options).message
    results = [result(text) for _, text in zip(answer.tool_calls, [RESULT, ERROR])]
    ask([*messages, answer, *results], tools=[tool], **options)


tool = {
    "type": "function",
    "function": {"name": TOOL, "description": TOOL_DESCRIPTION, "parameters": TOOL_SCHEMA},
}
calls = [call(CITIES[0]), call(CITIES[1])]

PLAIN = response(content="Goldfish.")
ANSWERS = {
    "results": response(content=SAID, tool_calls=calls),
    "thoughts": response(content="", thinking="I need the weather.", tool_calls=calls[:1]),
}

CASES = {
    "text": lambda: ask(),
    "stream": lambda: list(ask(stream=True)),
    "turns": lambda: ask([
        {"role": "system", "content": SYSTEM},
        user("Name a fish."),
        {"role": "assistant", "content": "Goldfish."},
        user("Another."),
    ]),
    "options": lambda: ask(options={"num_predict": 100, "temperature": 0.5, "top_p": 0.75}),
    "top_k": lambda: ask(options={"top_k": 40}),
    "stop": lambda: ask(options={"stop": ["\n\n", "END"]}),
    "tools": lambda: ask(tools=[tool]),
    "choice_auto": lambda: ask(tools=[tool]),
    "choice_none": lambda: ask(),
    "choice_named": lambda: ask(tools=[tool]),
    "told_calls": lambda: ask(
        [
            user(QUESTION),
            {"role": "assistant", "content": "", "tool_calls": calls},
            result(RESULT),
            result(ERROR),
            {"role": "assistant", "content": TOLD},
            user(NEXT),
        ],
        tools=[tool],
    ),
    "results": go_on,
    "picture": lambda: ask([user("What is this?", images=[base64.b64decode(PICTURE)])]),
    "form": lambda: ask(format=FORM_SCHEMA),
    "json": lambda: ask(format="json"),
    "reasoning": lambda: ask(think="low"),
    "thoughts": lambda: go_on(think="low"),
}
