using System.DirectoryServices;

public class PeopleController : Controller
{
    [HttpGet]
    public string Find(string name)
    {
        var searcher = new DirectorySearcher();
        searcher.Filter = "(uid=" + name + ")";
        return searcher.FindOne().Path;
    }
}
