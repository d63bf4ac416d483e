"""Writes events.json: what langchain-core 1.8.2 tells of the runs of some chains.

python events.py > events.json
"""

import asyncio
import json

from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.output_parsers import CommaSeparatedListOutputParser, JsonOutputParser, StrOutputParser
from langchain_core.prompt_values import PromptValue
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableBranch, RunnableLambda, RunnableParallel, RunnablePassthrough


class Broken(GenericFakeChatModel):
    def _stream(self, *args, **kwargs):
        raise ValueError("down")
        yield


def model(text="x y"):
    def answers():
        while True:
            yield AIMessage(content=text)

    return GenericFakeChatModel(messages=answers())


def shown(value):
    if isinstance(value, BaseMessage):
        return f"<{value.content}>"
    if isinstance(value, PromptValue):
        return [shown(message) for message in value.to_messages()]
    if isinstance(value, dict):
        if list(value) == ["messages"]:
            return [shown(message) for messages in value["messages"] for message in messages]
        return {key: shown(item) for key, item in value.items()}
    if isinstance(value, list):
        return [shown(item) for item in value]
    return value


def same(value):
    return value


def up(text):
    return text.upper()


def flaky_after(failures):
    calls = iter(range(100))

    def flaky(text):
        if next(calls) < failures:
            raise ValueError("not now")
        return text

    return RunnableLambda(flaky)


def retried(failures):
    flaky = flaky_after(failures).with_retry(wait_exponential_jitter=False)

    async def calls(text):
        return await flaky.ainvoke(text)

    return RunnableLambda(calls)


def chains():
    prompt = ChatPromptTemplate.from_messages([("human", "{q}")])
    text = StrOutputParser
    asked = {"q": "hi"}
    said = prompt | model() | text()
    return {
        "pick": (RunnableParallel(a=prompt | model(), b=RunnablePassthrough()).pick("a") | text(), asked),
        "assign": (RunnablePassthrough.assign(x=said).pick(["x"]), asked),
        "branch": (prompt | RunnableBranch((lambda _: True, model() | text()), model() | text()), asked),
        "default": (prompt | RunnableBranch((lambda _: False, model() | text()), model("p q")), asked),
        "returned": (prompt | RunnableLambda(lambda _: model() | text(), name="returned"), asked),
        "bound": (
            (model().with_config(tags=["mine"], run_name="oracle") | text()).with_config(tags=["outer"]),
            "hi",
        ),
        "fallback": (
            prompt | (Broken(messages=iter([])) | text()).with_fallbacks([model() | text()]) | RunnableLambda(up),
            asked,
        ),
        "nested": (
            prompt
            | RunnableParallel(a=model() | text(), b=RunnableParallel(c=model("p q") | text() | RunnableLambda(up)))
            | RunnableLambda(same),
            asked,
        ),
        "json": (prompt | model('{"a": "b", "d": [1, 2]}') | JsonOutputParser(), asked),
        "list": (prompt | model("a, b, c") | CommaSeparatedListOutputParser(), asked),
        "retried": (prompt | model() | text() | retried(2), asked),
        "in_lists": (RunnableLambda(lambda q: q.split(), name="split") | RunnableLambda(up).map(), "a b"),
        "models": (prompt | model("p q") | RunnableLambda(lambda m: [m], name="again") | model() | text(), asked),
    }


async def told(chain, given):
    runs, names = {}, {}
    async for event in chain.astream_events(given, version="v2", config={"tags": ["t0"]}):
        run = event["run_id"]
        names[run] = event["name"]
        if run not in runs:
            place = "/".join([names[parent] for parent in event["parent_ids"]] + [event["name"]])
            runs[run] = {"run": place, "tags": event["tags"], "events": []}
        data = {key: shown(event["data"][key]) for key in ("input", "chunk", "output") if key in event["data"]}
        runs[run]["events"].append([event["event"], data])
    return sorted(runs.values(), key=lambda run: (run["run"], run["tags"]))


async def main():
    lines = []
    for name, (chain, given) in chains().items():
        runs = [json.dumps(run, ensure_ascii=False) for run in await told(chain, given)]
        lines.append(f'{json.dumps(name)}: [\n' + ",\n".join(runs) + "\n]")
    print("{\n" + ",\n".join(lines) + "\n}")


asyncio.run(main())
