"""What a person should know of how a document was read, in the words the readers share."""

from __future__ import annotations

REVISED = "文档里有修订标记：按接受全部修订读取"
HIDDEN = "文档里有隐藏文字：没有读入"
BROKEN = "文档内部有损坏：只读出了能读的部分，请核对是否完整"
PICTURES = "文档里有图片：图片里的文字没有读入"
