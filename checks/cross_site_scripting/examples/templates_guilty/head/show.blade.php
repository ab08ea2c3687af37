<p>{!! $comment->text !!}</p>
