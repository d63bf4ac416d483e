"""Amazon Bedrock's Converse."""

import base64
import json
import os

import boto3
from conversation import *

LIBRARY = "boto3"
os.environ |= {"AWS_BEARER_TOKEN_BEDROCK": "key", "AWS_EC2_METADATA_DISABLED": "true"}
client = boto3.client("bedrock-runtime", region_name="us-east-1")
MODEL = "us.anthropic.claude-haiku-4-5-20251001-v1:0"


def user(*content):
    return {"role": "user", "content": [*content]}


def ask(messages=[user({"text": "Name a fish."})], **options):
    return client.converse(modelId=MODEL, messages=messages, **options)


def call(id, input):
    return {"toolUse": {"toolUseId": id, "name": TOOL, "input": input}}


def result(id, text, status="success", more=()):
    return {"toolResult": {"toolUseId": id, "content": [{"text": text}, *more], "status": status}}


def response(*content):
    return {
        "output": {"message": {"role": "assistant", "content": content}},
        "stopReason": "end_turn",
        "usage": {"inputTokens": 1, "outputTokens": 1, "totalTokens": 2},
        "metrics": {"latencyMs": 1},
    }


def tools(**choice):
    return {"toolConfig": {"tools": [tool], **({"toolChoice": choice} if choice else {})}}


def go_on(**options):
    messages = [user({"text": QUESTION})]
    answer = ask(messages, **tools(), **options)["output"]["message"]
    calls = [block["toolUse"] for block in answer["content"] if "toolUse" in block]
    outcomes = [(RESULT, "success"), (ERROR, "error")]
    results = [result(call["toolUseId"], *outcome) for call, outcome in zip(calls, outcomes)]
    ask([*messages, answer, user(*results)], **tools(), **options)


tool = {
    "toolSpec": {"name": TOOL, "description": TOOL_DESCRIPTION, "inputSchema": {"json": TOOL_SCHEMA}},
}
form = {"name": FORM, "description": FORM_DESCRIPTION, "schema": json.dumps(FORM_SCHEMA)}
what = {"text": "What is this?"}
picture = {"image": {"format": "png", "source": {"bytes": base64.b64decode(PICTURE)}}}
calls = [call("call00001", CITIES[0]), call("call00002", CITIES[1])]
thinking = {"additionalModelRequestFields": {"thinking": {"type": "enabled", "budget_tokens": 1024}}}
thought = {"reasoningContent": {"reasoningText": {"text": "I need the weather.", "signature": "c2lnbmVk"}}}
hidden = {"reasoningContent": {"redactedContent": "c2VjcmV0"}}

PLAIN = response({"text": "Goldfish."})
ANSWERS = {
    "results": response({"text": SAID}, *calls),
    "thoughts": response(thought, hidden, calls[0]),
}

CASES = {
    "text": lambda: ask(),
    "stream": lambda: client.converse_stream(modelId=MODEL, messages=[user({"text": "Name a fish."})]),
    "turns": lambda: ask(
        [
            user({"text": "Name a fish."}),
            {"role": "assistant", "content": [{"text": "Goldfish."}]},
            user({"text": "Another."}),
        ],
        system=[{"text": SYSTEM}],
    ),
    "options": lambda: ask(inferenceConfig={"maxTokens": 100, "temperature": 0.5, "topP": 0.75}),
    "top_k": lambda: ask(additionalModelRequestFields={"top_k": 40}),
    "stop": lambda: ask(inferenceConfig={"stopSequences": ["\n\n", "END"]}),
    "tools": lambda: ask(**tools()),
    "choice_auto": lambda: ask(**tools(auto={})),
    "choice_any": lambda: ask(**tools(any={})),
    "choice_named": lambda: ask(**tools(tool={"name": TOOL})),
    "told_calls": lambda: ask(
        [
            user({"text": QUESTION}),
            {"role": "assistant", "content": calls},
            user(result("call00001", RESULT), result("call00002", ERROR, "error")),
            {"role": "assistant", "content": [{"text": TOLD}]},
            user({"text": NEXT}),
        ],
        **tools(),
    ),
    "result_picture": lambda: ask(
        [
            user({"text": QUESTION}),
            {"role": "assistant", "content": calls[:1]},
            user(result("call00001", RESULT, more=[picture])),
        ],
        **tools(),
    ),
    "results": go_on,
    "picture": lambda: ask([user(what, picture)]),
    "document": lambda: ask([
        user(
            what,
            {"document": {"format": "pdf", "name": "fish-pdf", "source": {"bytes": base64.b64decode(DOCUMENT)}}},
        )
    ]),
    "form": lambda: ask(outputConfig={"textFormat": {"type": "json_schema", "structure": {"jsonSchema": form}}}),
    "reasoning": lambda: ask(**thinking),
    "thoughts": lambda: go_on(**thinking),
}
