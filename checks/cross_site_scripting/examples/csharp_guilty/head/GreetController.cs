using Microsoft.AspNetCore.Mvc;

public class GreetController : Controller
{
    [HttpGet]
    public IActionResult Hello(string name)
    {
        return Content("<h1>Hello " + name + "</h1>", "text/html");
    }

    public void Old()
    {
        Response.Write(Request.QueryString["message"]);
    }
}
