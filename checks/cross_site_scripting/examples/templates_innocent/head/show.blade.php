<p>{{ $comment->text }}</p>
{!! csrf_field() !!}
